import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Database } from '#server/core/db/open-database.ts';
import { type PresenceChange, PresenceRecorder } from '#server/features/attendance/presence-recorder.ts';
import { verifyChain } from '#server/features/attendance/record/chain.ts';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import { readRun } from '#server/features/attendance/record/read-run.ts';
import { KnownPeople } from '#server/features/attendance/verify/known-people.ts';
import { findLeaseFaults } from '#server/features/attendance/verify/verify-leases.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

let database: Database;
let sessionId: string;
let now: Date;

const minute = (minutes: number): Date => new Date(Date.UTC(2021, 8, 28, 1, 0, minutes * 60));

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  now = minute(0);
  const at = new Date();
  const { id: seriesId } = await database.prisma.series.create({ data: { title: 'Chuỗi tập huấn' } });
  const session = { title: 'Buổi 1', code: randomUUID().slice(0, 8), plannedStartsAt: at, plannedEndsAt: at };
  ({ id: sessionId } = await database.prisma.session.create({ data: { seriesId, ...session } }));
});

/** A recorder whose connections show life when the test says so. */
async function startRecorder({
  prisma = database.prisma,
  losesProofs = false,
}: {
  prisma?: Database['prisma'];
  losesProofs?: boolean;
} = {}) {
  const proofs = new Map<string, Date>();
  const changes: PresenceChange[] = [];
  const logged: string[] = [];
  const failing = { query: () => Promise.reject(new Error('the line was cut')) };
  const recorder = new PresenceRecorder({
    database: {
      prisma,
      pool: losesProofs ? (failing as unknown as Database['pool']) : database.pool,
    },
    clock: { now: () => now },
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

/** Every second transaction is committed, and its answer never comes. */
function losingAnswers(db: Database['prisma']): Database['prisma'] {
  let count = 0;
  const transact = async (act: (tx: never) => Promise<unknown>): Promise<unknown> => {
    const answer = await db.$transaction(act as never);
    count += 1;
    if (count % 2 === 0) throw new Error('the line was cut');
    return answer;
  };
  return new Proxy(db, {
    get: (target, name) => (name === '$transaction' ? transact : Reflect.get(target, name)),
  });
}

const makePeople = (ids: string[]) => database.prisma.$executeRaw`
  INSERT INTO "Person" ("id", "name", "nameFolded") SELECT "id", 'Hoa', 'hoa' FROM unnest(${ids}::uuid[]) AS "id"`;

const written = { timeout: 8_000, interval: 25 };

const readRows = async () => {
  const rows = await database.prisma.presenceInterval.findMany({
    where: { sessionId },
    orderBy: [{ startedAt: 'asc' }, { lastProofAt: 'asc' }],
  });
  return rows.map(({ startedAt, lastProofAt, endedAt }) => ({ startedAt, lastProofAt, endedAt }));
};

it('a start closes what the last run left open, at its last proof of life', async () => {
  const { recorder, join } = await startRecorder();
  await join();
  await expect.poll(readRows, written).toHaveLength(1);
  // As a kill -9 leaves it: nothing more is ever said of this row.
  await database.prisma.presenceInterval.updateMany({
    where: { sessionId },
    data: { lastProofAt: minute(7) },
  });
  await startRecorder();
  expect(await readRows()).toEqual([{ startedAt: minute(0), lastProofAt: minute(7), endedAt: minute(7) }]);
  await recorder.stop();
});

it('a proof of life is in the record within seconds, and moves no end but its own', async () => {
  const { join, prove } = await startRecorder();
  const { connectionId } = await join();
  await join();
  prove(connectionId, minute(3));
  await expect.poll(readRows, written).toEqual([
    { startedAt: minute(0), lastProofAt: minute(0), endedAt: null },
    { startedAt: minute(0), lastProofAt: minute(3), endedAt: null },
  ]);
});

it('nothing ends before it began, however old the last proof is', async () => {
  const { recorder, join } = await startRecorder();
  const { connectionId } = await join(minute(5));
  recorder.close({ connectionId, lastProofAt: minute(1) });
  await expect
    .poll(readRows, written)
    .toEqual([{ startedAt: minute(5), lastProofAt: minute(5), endedAt: minute(5) }]);
});

it('whoever is connected at the end was there until the end if they show life once more, else until their last proof', async () => {
  const { recorder, join, prove, vanish } = await startRecorder();
  const stayed = await join(minute(0));
  const lost = await join(minute(1));
  prove(stayed.connectionId, minute(58));
  prove(lost.connectionId, minute(50));
  await expect
    .poll(async () => (await readRows()).map((row) => row.lastProofAt), written)
    .toEqual([minute(58), minute(50)]);

  recorder.closeDoors({ sessionId, at: minute(60) });
  prove(stayed.connectionId, minute(61));
  vanish(lost.connectionId);
  recorder.close({ connectionId: lost.connectionId, lastProofAt: minute(50) });
  await expect.poll(readRows, written).toEqual([
    { startedAt: minute(0), lastProofAt: minute(60), endedAt: minute(60) },
    { startedAt: minute(1), lastProofAt: minute(50), endedAt: minute(50) },
  ]);
});

it('a connection that no room knows any more ends at its last proof', async () => {
  const { join, prove, vanish } = await startRecorder();
  const { connectionId } = await join();
  prove(connectionId, minute(2));
  await expect.poll(async () => (await readRows())[0]?.lastProofAt, written).toEqual(minute(2));
  vanish(connectionId);
  await expect.poll(async () => (await readRows())[0]?.endedAt, written).toEqual(minute(2));
});

it('a person who was deleted meanwhile keeps nobody else from being written down', async () => {
  const { join, changes } = await startRecorder();
  const { personId } = await join();
  await database.prisma.person.delete({ where: { id: personId } });
  const other = await join(minute(1));
  await expect.poll(() => changes.map((change) => change.personId), written).toContain(other.personId);
  expect(await readRows()).toEqual([{ startedAt: minute(1), lastProofAt: minute(1), endedAt: null }]);
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
    .poll(readRows, written)
    .toEqual([{ startedAt: minute(0), lastProofAt: minute(4), endedAt: minute(4) }]);
  expect(logged.join()).not.toContain('Hoa');
});

it('a stop writes down what is still in memory', async () => {
  const { recorder, join, prove } = await startRecorder();
  const { connectionId } = await join();
  prove(connectionId, minute(9));
  await recorder.stop();
  expect(await readRows()).toEqual([{ startedAt: minute(0), lastProofAt: minute(9), endedAt: minute(9) }]);
});

it('those who come at once are written a thousand at a time, and what a failure leaves out is written later', async () => {
  let transactions = 0;
  const transact = (act: (tx: never) => Promise<unknown>): Promise<unknown> => {
    transactions += 1;
    // The first closes what an earlier run left open.
    if (transactions === 3) return Promise.reject(new Error('it took too long'));
    return database.prisma.$transaction(act as never);
  };
  const prisma = new Proxy(database.prisma, {
    get: (target, name) => (name === '$transaction' ? transact : Reflect.get(target, name)),
  });
  const { recorder, changes, prove } = await startRecorder({ prisma });
  const ids = Array.from({ length: 2_500 }, () => randomUUID());
  await makePeople(ids);
  for (const id of ids) {
    prove(id, minute(0));
    recorder.open({ connectionId: id, sessionId, personId: id, role: 'learner', at: minute(0) });
  }
  await recorder.beat();
  expect(changes).toHaveLength(1_000);
  await recorder.beat();
  expect(new Set(changes.map(({ personId }) => personId)).size).toBe(2_500);
  expect(changes).toHaveLength(2_500);
  const events = await readEvents();
  expect(events).toHaveLength(2_500);
});

it('three thousand connections cost a few statements, not one each', async () => {
  const { recorder, changes, prove } = await startRecorder();
  const ids = Array.from({ length: 3_000 }, () => randomUUID());
  await makePeople(ids);
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

/** What the record says, after the places and the people, and whether it is whole. */
async function readEvents(): Promise<unknown[]> {
  const { events, head } = await readRecord(database.prisma, sessionId);
  expect(verifyChain({ sessionId, links: events, ...(head && { head }) })).toMatchObject({ ok: true });
  expect(readRun(events).faults).toEqual([]);
  return events.map(({ kind, data }) => [kind, data]);
}

it('the record says who came, who showed life, and why and when each of them went', async () => {
  const { recorder, join, prove } = await startRecorder();
  const [gone, lost, stays] = [await join(), await join(), await join()];
  await recorder.beat();
  for (const { connectionId } of [gone, lost, stays]) prove(connectionId, minute(0.2));
  now = minute(0.25);
  await recorder.beat();
  // Once in fifteen seconds, however often life is shown.
  now = minute(0.3);
  prove(stays.connectionId, now);
  await recorder.beat();
  recorder.close({ connectionId: gone.connectionId, lastProofAt: minute(0.3), reason: 'farewell' });
  recorder.close({ connectionId: lost.connectionId, lastProofAt: minute(0.2) });
  await recorder.beat();
  recorder.closeDoors({ sessionId, at: minute(1) });
  prove(stays.connectionId, minute(1.1));
  now = minute(1.1);
  await recorder.beat();

  const leaseOf = ({ personId }: { personId: string }) =>
    database.prisma.presenceInterval.findFirstOrThrow({ where: { personId }, select: { id: true } });
  const joined = async (person: { personId: string }, connection: number) => [
    'connection.joined',
    { connection, leaseId: (await leaseOf(person)).id, role: 'learner' },
  ];
  const left = (connection: number, reason: string, lastProofAt: Date) => [
    'connection.left',
    { connection, reason, lastProofAt: lastProofAt.toISOString() },
  ];
  expect(await readEvents()).toEqual([
    await joined(gone, 1),
    await joined(lost, 2),
    await joined(stays, 3),
    ['connection.alive', { since: minute(0).toISOString(), connections: '1-3' }],
    left(1, 'farewell', minute(0.3)),
    left(2, 'lost', minute(0.2)),
    left(3, 'doors', minute(1)),
  ]);
});

it('what a crash left open is closed in the record too, and why is said', async () => {
  const { recorder, join, prove } = await startRecorder();
  const { connectionId } = await join();
  await recorder.beat();
  prove(connectionId, minute(3));
  await recorder.beat();
  now = minute(5);
  await startRecorder();
  const [, left] = await readEvents();
  expect(left).toEqual([
    'connection.left',
    { connection: 1, reason: 'restart', lastProofAt: minute(3).toISOString() },
  ]);
});

it('the record vouches for no life that a crash would take back from the rows', async () => {
  const { recorder, join, prove } = await startRecorder({ losesProofs: true });
  const { connectionId } = await join();
  for (const time of [0.25, 0.5, 0.75]) {
    now = minute(time);
    prove(connectionId, now);
    await recorder.beat();
  }
  await startRecorder();
  const { events } = await readRecord(database.prisma, sessionId);
  expect(
    await findLeaseFaults(database.prisma, {
      sessionId,
      run: readRun(events),
      known: await KnownPeople.read(database.prisma),
    }),
  ).toEqual([]);
});

it('a writing whose answer was lost is written again, and stands in the record once', async () => {
  const { recorder, join, prove, logged } = await startRecorder({ prisma: losingAnswers(database.prisma) });
  const { connectionId } = await join();
  await recorder.beat();
  expect(logged.length).toBeGreaterThan(0);
  await recorder.beat();
  prove(connectionId, minute(2));
  recorder.close({ connectionId, lastProofAt: minute(2), reason: 'farewell' });
  for (let time = 0; time < 3; time += 1) await recorder.beat();
  expect((await readEvents()).map((event) => (event as string[])[0])).toEqual([
    'connection.joined',
    'connection.left',
  ]);
  expect(await readRows()).toEqual([{ startedAt: minute(0), lastProofAt: minute(2), endedAt: minute(2) }]);
});
