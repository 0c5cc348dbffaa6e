import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Database } from '#server/core/db/open-database.ts';
import { type PresenceChange, PresenceRecorder } from '#server/features/attendance/presence-recorder.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

let database: Database;
let sessionId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  const at = new Date();
  const { id: seriesId } = await database.prisma.series.create({ data: { title: 'Chuỗi tập huấn' } });
  const session = { title: 'Buổi 1', code: randomUUID().slice(0, 8), plannedStartsAt: at, plannedEndsAt: at };
  ({ id: sessionId } = await database.prisma.session.create({ data: { seriesId, ...session } }));
});

/** A recorder whose connections show life when the test says so. */
async function startRecorder() {
  const proofs = new Map<string, Date>();
  const changes: PresenceChange[] = [];
  const logged: string[] = [];
  const recorder = new PresenceRecorder({
    db: database.prisma,
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
    proofsOfLife: () => [...proofs].map(([connectionId, lastProofAt]) => ({ connectionId, lastProofAt })),
    onRecorded: (recorded) => changes.push(...recorded),
  });
  await recorder.start();
  onTestFinished(() => recorder.stop());

  return {
    recorder,
    changes,
    logged,
    async join(at = minute(0)): Promise<{ connectionId: string; personId: string }> {
      const person = { name: 'Nguyễn Thị Hoa', nameFolded: 'nguyen thi hoa' };
      const { id: personId } = await database.prisma.person.create({ data: person });
      const connectionId = randomUUID();
      proofs.set(connectionId, at);
      recorder.open({ connectionId, sessionId, personId, role: 'learner', at });
      return { connectionId, personId };
    },
    prove: (connectionId: string, at: Date) => proofs.set(connectionId, at),
    vanish: (connectionId: string) => proofs.delete(connectionId),
  };
}

const minute = (minutes: number): Date => new Date(Date.UTC(2021, 8, 28, 1, minutes));
const written = { timeout: 8_000, interval: 25 };

const readRecord = async () => {
  const rows = await database.prisma.presenceInterval.findMany({
    where: { sessionId },
    orderBy: [{ startedAt: 'asc' }, { lastProofAt: 'asc' }],
  });
  return rows.map(({ startedAt, lastProofAt, endedAt }) => ({ startedAt, lastProofAt, endedAt }));
};

it('a start closes what the last run left open, at its last proof of life', async () => {
  const { recorder, join } = await startRecorder();
  await join();
  await expect.poll(readRecord, written).toHaveLength(1);
  // As a kill -9 leaves it: nothing more is ever said of this row.
  await database.prisma.presenceInterval.updateMany({
    where: { sessionId },
    data: { lastProofAt: minute(7) },
  });
  await startRecorder();
  expect(await readRecord()).toEqual([{ startedAt: minute(0), lastProofAt: minute(7), endedAt: minute(7) }]);
  await recorder.stop();
});

it('a proof of life is in the record within seconds, and moves no end but its own', async () => {
  const { join, prove } = await startRecorder();
  const { connectionId } = await join();
  await join();
  prove(connectionId, minute(3));
  await expect.poll(readRecord, written).toEqual([
    { startedAt: minute(0), lastProofAt: minute(0), endedAt: null },
    { startedAt: minute(0), lastProofAt: minute(3), endedAt: null },
  ]);
});

it('nothing ends before it began, however old the last proof is', async () => {
  const { recorder, join } = await startRecorder();
  const { connectionId } = await join(minute(5));
  recorder.close({ connectionId, lastProofAt: minute(1) });
  await expect
    .poll(readRecord, written)
    .toEqual([{ startedAt: minute(5), lastProofAt: minute(5), endedAt: minute(5) }]);
});

it('whoever is connected at the end was there until the end if they show life once more, else until their last proof', async () => {
  const { recorder, join, prove, vanish } = await startRecorder();
  const stayed = await join(minute(0));
  const lost = await join(minute(1));
  prove(stayed.connectionId, minute(58));
  prove(lost.connectionId, minute(50));
  await expect
    .poll(async () => (await readRecord()).map((row) => row.lastProofAt), written)
    .toEqual([minute(58), minute(50)]);

  recorder.closeDoors({ sessionId, at: minute(60) });
  prove(stayed.connectionId, minute(61));
  vanish(lost.connectionId);
  recorder.close({ connectionId: lost.connectionId, lastProofAt: minute(50) });
  await expect.poll(readRecord, written).toEqual([
    { startedAt: minute(0), lastProofAt: minute(60), endedAt: minute(60) },
    { startedAt: minute(1), lastProofAt: minute(50), endedAt: minute(50) },
  ]);
});

it('a connection that no room knows any more ends at its last proof', async () => {
  const { join, prove, vanish } = await startRecorder();
  const { connectionId } = await join();
  prove(connectionId, minute(2));
  await expect.poll(async () => (await readRecord())[0]?.lastProofAt, written).toEqual(minute(2));
  vanish(connectionId);
  await expect.poll(async () => (await readRecord())[0]?.endedAt, written).toEqual(minute(2));
});

it('a person who was deleted meanwhile keeps nobody else from being written down', async () => {
  const { join, changes } = await startRecorder();
  const { personId } = await join();
  await database.prisma.person.delete({ where: { id: personId } });
  const other = await join(minute(1));
  await expect.poll(() => changes.map((change) => change.personId), written).toContain(other.personId);
  expect(await readRecord()).toEqual([{ startedAt: minute(1), lastProofAt: minute(1), endedAt: null }]);
});

it('what could not be written while the database was away is written afterwards, and told only then', async () => {
  const { recorder, join, changes, logged } = await startRecorder();
  await database.prisma.$executeRaw`ALTER TABLE "PresenceInterval" RENAME TO "Away"`;
  const { connectionId } = await join();
  await expect.poll(() => logged.length, written).toBeGreaterThan(0);
  recorder.close({ connectionId, lastProofAt: minute(4) });
  await expect.poll(() => logged.length, written).toBeGreaterThan(1);
  expect(changes).toEqual([]);

  await database.prisma.$executeRaw`ALTER TABLE "Away" RENAME TO "PresenceInterval"`;
  await expect
    .poll(readRecord, written)
    .toEqual([{ startedAt: minute(0), lastProofAt: minute(4), endedAt: minute(4) }]);
  expect(logged.join()).not.toContain('Hoa');
});

it('a stop writes down what is still in memory', async () => {
  const { recorder, join, prove } = await startRecorder();
  const { connectionId } = await join();
  prove(connectionId, minute(9));
  await recorder.stop();
  expect(await readRecord()).toEqual([{ startedAt: minute(0), lastProofAt: minute(9), endedAt: minute(9) }]);
});

it('three thousand connections cost a few statements, not one each', async () => {
  const { recorder, changes, prove } = await startRecorder();
  const ids = Array.from({ length: 3_000 }, () => randomUUID());
  await database.prisma.$executeRaw`
    INSERT INTO "Person" ("id", "name", "nameFolded") SELECT "id", 'Hoa', 'hoa' FROM unnest(${ids}::uuid[]) AS "id"`;
  for (const id of ids) {
    prove(id, minute(0));
    recorder.open({ connectionId: id, sessionId, personId: id, role: 'learner', at: minute(0) });
  }
  await expect.poll(() => changes.length, written).toBe(3_000);

  for (const id of ids) prove(id, minute(30));
  const countProven = () =>
    database.prisma.presenceInterval.count({ where: { sessionId, lastProofAt: minute(30) } });
  await expect.poll(countProven, written).toBe(3_000);
  await recorder.stop();
  expect(await database.prisma.presenceInterval.count({ where: { sessionId, endedAt: minute(30) } })).toBe(
    3_000,
  );
});
