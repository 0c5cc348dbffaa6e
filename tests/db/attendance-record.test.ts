import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '#server/core/db/open-database.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { verifyChain } from '#server/features/attendance/record/chain.ts';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

let database: Database;
let sessionId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  sessionId = await makeSession();
});

async function makeSession(): Promise<string> {
  const at = new Date();
  const { id: seriesId } = await database.prisma.series.create({ data: { title: 'Chuỗi tập huấn' } });
  const session = { title: 'Buổi 1', code: randomUUID().slice(0, 8), plannedStartsAt: at, plannedEndsAt: at };
  return (await database.prisma.session.create({ data: { seriesId, ...session } })).id;
}

const topicId = randomUUID();
const opened = (at = new Date()): NewAttendanceEvent => ({ kind: 'topic.opened', at, data: { topicId } });
const append = (...events: NewAttendanceEvent[]) =>
  database.prisma.$transaction((tx) => appendEvents(tx, sessionId, events));

async function verify() {
  const { events: links, head } = await readRecord(database.prisma, sessionId);
  return verifyChain({ sessionId, links, ...(head && { head }) });
}

it('what was appended is read back in order, and its chain is whole', async () => {
  const personId = randomUUID();
  const at = new Date('2021-09-28T01:00:00.123Z');
  await append({ kind: 'session.started', at, data: {} }, { kind: 'topic.opened', at, data: { topicId } });
  await append({
    kind: 'connection.joined',
    at,
    personId,
    data: { connection: 1, leaseId: randomUUID(), role: 'learner' },
  });

  const { events, head } = await readRecord(database.prisma, sessionId);
  expect(events.map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'session.started'],
    [2, 'topic.opened'],
    [3, 'connection.joined'],
  ]);
  expect(events[2]).toMatchObject({ at, personId, data: { connection: 1, role: 'learner' } });
  expect(head).toMatchObject({ seq: 3, hash: events[2]?.hash });
  expect(await verify()).toMatchObject({ ok: true });
  // The columns that are searched by say the same as the text.
  const rows = await database.prisma.attendanceEvent.findMany({
    where: { sessionId },
    orderBy: { seq: 'asc' },
  });
  expect(rows.map((row) => [row.at, row.personId])).toEqual([
    [at, null],
    [at, null],
    [at, personId],
  ]);
});

it('a session of which nothing was recorded has an empty record', async () => {
  expect(await readRecord(database.prisma, sessionId)).toEqual({ sessionId, events: [], head: null });
});

it('acts at the same moment stand one after the other, without a hole', async () => {
  await Promise.all(Array.from({ length: 20 }, () => append(opened(), opened())));
  const { events } = await readRecord(database.prisma, sessionId);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(await verify()).toMatchObject({ ok: true });
});

it('an act that is taken back leaves nothing, not even a place', async () => {
  await append(opened());
  const failing = database.prisma.$transaction(async (tx) => {
    await appendEvents(tx, sessionId, [opened()]);
    throw new Error('taken back');
  });
  await expect(failing).rejects.toThrow('taken back');
  await append(opened());
  const { events } = await readRecord(database.prisma, sessionId);
  expect(events).toHaveLength(2);
  expect(await verify()).toMatchObject({ ok: true });
});

it('nothing can be changed, removed or emptied, by whatever way one comes to the database', async () => {
  await append(opened());
  const refused = /only ever added to/u;
  await expect(database.prisma.attendanceEvent.updateMany({ data: { kind: 'x' } })).rejects.toThrow(refused);
  await expect(database.prisma.attendanceEvent.deleteMany()).rejects.toThrow(refused);
  await expect(database.prisma.$executeRaw`TRUNCATE "AttendanceEvent"`).rejects.toThrow(refused);
  await expect(database.prisma.attendanceChain.deleteMany({ where: { sessionId } })).rejects.toThrow();
  await expect(database.prisma.session.delete({ where: { id: sessionId } })).rejects.toThrow();
  expect(await verify()).toMatchObject({ ok: true });
});

it('a session that does not exist has no record to write to', async () => {
  const nowhere = database.prisma.$transaction((tx) => appendEvents(tx, randomUUID(), [opened()]));
  await expect(nowhere).rejects.toMatchObject({ code: 'not_found' });
});

it('whoever changes the database itself is found out, at the place where they did', async () => {
  await append(opened(), opened(), opened());
  await database.prisma.$executeRaw`ALTER TABLE "AttendanceEvent" DISABLE TRIGGER USER`;
  await database.prisma.$executeRaw`
    UPDATE "AttendanceEvent" SET "body" = replace("body", 'opened', 'closed')
    WHERE "sessionId" = ${sessionId}::uuid AND "seq" = 2`;
  await database.prisma.$executeRaw`ALTER TABLE "AttendanceEvent" ENABLE TRIGGER USER`;
  expect(await verify()).toEqual({ ok: false, seq: 2, fault: 'hash' });
});
