import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Db } from '#server/core/context.ts';
import { makeCorrection } from '#server/features/attendance/results/corrections.service.ts';
import { readSeriesResults } from '#server/features/attendance/results/results.service.ts';
import { rebuildLeases } from '#server/features/attendance/verify/rebuild-leases.ts';
import { type Disagreement, verifySession } from '#server/features/attendance/verify/verify-session.ts';
import type { ViewerCodesDto } from '#shared/features/viewer-codes.ts';
import { dataOf } from '#tests/support/answers.ts';
import { type Classroom, makeClassroom, move, runTopic } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { atHall } from '#tests/support/halls.ts';
import { ask, sayDelivered, toAnswer } from '#tests/support/presence-checks.ts';
import { withDatabase } from '#tests/support/template-database.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { verifyInShell } from '#tests/support/verify-command.ts';

let app: TestApp;
let make: Factories;
let room: Classroom;
/** Goes on with the topic of the first; decisions about it stand in this one's record. */
let next: Classroom;
let hoa: TestPerson;
let lan: TestPerson;
let topicId: string;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  await playSession();
  await playNext();
});
afterAll(() => app.close());

const db = () => app.context.db;
const sessionId = () => room.session.sessionId;

/** Everything that can happen in a session: two who come and go, two checks, a hall, a code in the picture. */
async function playSession(): Promise<void> {
  room = await makeClassroom(make, { state: 'lobby' });
  topicId = room.series.topicIds[1] ?? '';
  hoa = await make.makeLearner(room.series.seriesId, 'Nguyễn Thị Hoa');
  lan = await make.makeLearner(room.series.seriesId, 'Lê Thị Lan');
  const pages = [await hoa.client.join(room.session.code), await lan.client.join(room.session.code)] as const;
  const staff = await room.trainer.client.join(room.session.code);
  await move(room, 'start');
  await runTopic(room, topicId);

  const { checkId } = await ask(staff);
  for (const page of pages) await sayDelivered(page, checkId);
  await pages[0].request('check:answer', toAnswer(checkId));
  await staff.request('check:close', { checkId });
  const { checkId: wordId } = await ask(staff, 'code_word');
  await pages[1].request('check:answer', toAnswer(wordId, { word: 'sai' }));

  const hall = atHall(hoa.client, room);
  await dataOf(hall.register());
  await dataOf(hall.change({ add: [lan.personId] }));
  await dataOf(hall.attest([lan.personId]));
  const wrong = randomUUID();
  await dataOf(hall.attest([lan.personId], wrong));
  await dataOf(hall.withdraw(wrong));

  const codes = `/api/sessions/${sessionId()}/viewer-codes`;
  const { open } = await dataOf<ViewerCodesDto>(
    room.trainer.client.http('POST', codes, { clientId: randomUUID() }),
  );
  const entered = { letters: open?.letters ?? '', phone: null };
  await dataOf(lan.client.http('POST', `/api/rooms/${room.session.code}/viewer-codes`, entered));

  for (const page of [...pages, staff]) page.close();
  await vi.waitUntil(async () => (await countOpen()) === 0, { timeout: 30_000 });
  await move(room, 'end');
}

async function playNext(): Promise<void> {
  next = { ...room, session: await make.makeSession({ series: room.series, state: 'lobby' }) };
  await move(next, 'start');
  await runTopic(next, topicId);
  await move(next, 'end');
  const decision = { seriesId: room.series.seriesId, actorId: room.trainer.personId, topicId };
  for (const outcome of ['absent', 'confirmed_by_hand'] as const) {
    const correctionId = randomUUID();
    const reason = 'Có mặt tại hội trường xã, mất mạng từ phút 30';
    const person = { personId: lan.personId, correctionId, outcome, reason };
    await makeCorrection({ db: db(), clock: app.context.clock, ...decision, ...person });
  }
  await readSeriesResults({ db: db(), clock: app.context.clock, seriesId: room.series.seriesId });
}

function countOpen(): Promise<number> {
  return db().presenceInterval.count({ where: { sessionId: sessionId(), endedAt: null } });
}

class TakenBack extends Error {}

/** What is found while this was changed; afterwards everything is as it was. */
async function findAfter(change: (tx: Db) => Promise<unknown>): Promise<Disagreement[]> {
  let found: Disagreement[] = [];
  const changing = db().$transaction(
    async (tx) => {
      await change(tx);
      found = (await verifySession(tx, sessionId())).disagreements;
      throw new TakenBack();
    },
    { timeout: 60_000 },
  );
  await expect(changing).rejects.toThrow(TakenBack);
  return found;
}

it('agrees with everything that nobody has touched, with decisions that stand in the record of a later session too', async () => {
  const verdict = await verifySession(db(), sessionId());
  expect(verdict).toMatchObject({ disagreements: [], notes: [], connections: 3, people: 3, checks: 2 });
  expect(verdict.comparedResults).toBeGreaterThanOrEqual(2);
  expect(await verifySession(db(), next.session.sessionId)).toMatchObject({ disagreements: [] });
  const kept = await db().topicResult.count({ where: { topicId, personId: lan.personId } });
  expect(kept).toBe(1);
});

/** By what is kept: a change of it, where it is found, and whom or what the finding names. */
const changes: [string, Disagreement['in'], () => string, (tx: Db) => Promise<unknown>][] = [
  [
    'a stay that was made longer',
    'leases',
    () => hoa.personId,
    (tx) =>
      tx.presenceInterval.updateMany({
        where: { sessionId: sessionId(), personId: hoa.personId },
        data: { endedAt: new Date(Date.now() + 60_000) },
      }),
  ],
  [
    'a stay that was given to somebody else',
    'leases',
    () => hoa.personId,
    (tx) =>
      tx.presenceInterval.updateMany({
        where: { sessionId: sessionId(), personId: hoa.personId },
        data: { personId: lan.personId },
      }),
  ],
  [
    'a stay that was taken out',
    'leases',
    () => hoa.personId,
    (tx) => tx.presenceInterval.deleteMany({ where: { sessionId: sessionId(), personId: hoa.personId } }),
  ],
  [
    'the time of a topic',
    'session',
    () => topicId,
    (tx) =>
      tx.topicWindow.updateMany({ where: { sessionId: sessionId() }, data: { startedAt: new Date(0) } }),
  ],
  [
    'an answer that was never given',
    'checks',
    () => lan.personId,
    (tx) =>
      tx.presenceCheckAnswer.updateMany({
        where: { personId: lan.personId, outcome: 'EXCUSED' },
        data: { outcome: 'ANSWERED' },
      }),
  ],
  [
    'an answer that was taken out',
    'checks',
    () => hoa.personId,
    (tx) => tx.presenceCheckAnswer.deleteMany({ where: { personId: hoa.personId } }),
  ],
  [
    'another code word',
    'checks',
    () => topicId,
    (tx) =>
      tx.presenceCheck.updateMany({
        where: { sessionId: sessionId(), kind: 'CODE_WORD' },
        data: { word: 'x' },
      }),
  ],
  [
    'another ending of a check',
    'checks',
    () => topicId,
    (tx) => tx.presenceCheck.updateMany({ where: { sessionId: sessionId() }, data: { ending: 'time' } }),
  ],
  [
    'a check that was taken out',
    'checks',
    () => topicId,
    (tx) => tx.presenceCheck.deleteMany({ where: { sessionId: sessionId(), kind: 'TAP' } }),
  ],
  [
    'somebody who was put on an attested list',
    'halls',
    () => hoa.personId,
    (tx) => tx.hallAttestation.updateMany({ data: { personIds: [lan.personId, hoa.personId] } }),
  ],
  [
    'a list that was withdrawn and stands again',
    'halls',
    () => 'withdrawal',
    (tx) => tx.hallAttestation.updateMany({ data: { withdrawnAt: null } }),
  ],
  [
    'a hall that was refused past the record',
    'halls',
    () => hoa.personId,
    (tx) => tx.hall.updateMany({ where: { sessionId: sessionId() }, data: { refusedAt: new Date() } }),
  ],
  [
    'a code that somebody never typed',
    'codes',
    () => hoa.personId,
    async (tx) => {
      const { id } = await tx.viewerCode.findFirstOrThrow({ where: { sessionId: sessionId() } });
      await tx.viewerCodeEntry.create({ data: { codeId: id, personId: hoa.personId, at: new Date() } });
    },
  ],
  [
    'a code that was taken out',
    'codes',
    () => topicId,
    (tx) => tx.viewerCode.deleteMany({ where: { sessionId: sessionId() } }),
  ],
  [
    'another outcome of a correction',
    'corrections',
    () => lan.personId,
    (tx) =>
      tx.attendanceCorrection.updateMany({ where: { withdrawnAt: null }, data: { outcome: 'EXCUSED' } }),
  ],
  [
    'another reason of a correction',
    'corrections',
    () => 'reason',
    (tx) => tx.attendanceCorrection.updateMany({ data: { reason: 'Khác' } }),
  ],
  [
    'a correction that is in no record',
    'corrections',
    () => hoa.personId,
    async (tx) => {
      const { id, ...other } = await tx.attendanceCorrection.findFirstOrThrow();
      await tx.attendanceCorrection.create({ data: { ...other, id: randomUUID(), personId: hoa.personId } });
    },
  ],
  [
    'figures of the rule',
    'rule',
    () => 'version 1',
    (tx) =>
      tx.$executeRaw`UPDATE "AttendanceRuleVersion" SET "rule" = jsonb_set("rule"::jsonb, '{minimumSharePercent}', '10')`,
  ],
  [
    'a kept result',
    'results',
    () => lan.personId,
    (tx) => tx.topicResult.updateMany({ where: { personId: lan.personId }, data: { seconds: 5_000 } }),
  ],
  [
    'what a kept result says of checks',
    'results',
    () => hoa.personId,
    (tx) => tx.topicResult.updateMany({ where: { personId: hoa.personId }, data: { checksAnswered: 7 } }),
  ],
  [
    'the kept time of a topic',
    'results',
    () => topicId,
    (tx) => tx.topicResultSet.updateMany({ where: { topicId }, data: { topicSeconds: 1 } }),
  ],
];

describe('names what was changed past the record:', () => {
  it.each(changes)('%s', async (_title, where, named, change) => {
    const found = await findAfter(change);
    const own = found.filter((disagreement) => disagreement.in === where);
    expect(own.length, JSON.stringify(found)).toBeGreaterThan(0);
    expect(JSON.stringify(own)).toContain(named());
  });

  it('an event, whatever it tells of', async () => {
    const events = await db().attendanceEvent.findMany({ where: { sessionId: sessionId() } });
    const byKind = Map.groupBy(events, ({ kind }) => kind);
    expect(byKind.size).toBeGreaterThanOrEqual(15);
    for (const [kind, [event]] of byKind) {
      const { seq = 0, body = '' } = event ?? {};
      // One letter of an id or a digit of a time, somewhere in it.
      const place = body.search(/\d/u) + Math.floor(Math.random() * 3);
      const changed = `${body.slice(0, place)}${body[place] === '1' ? '2' : '1'}${body.slice(place + 1)}`;
      const found = await findAfter(async (tx) => {
        await tx.$executeRaw`ALTER TABLE "AttendanceEvent" DISABLE TRIGGER USER`;
        await tx.$executeRaw`
          UPDATE "AttendanceEvent" SET "body" = ${changed} WHERE "sessionId" = ${sessionId()}::uuid AND "seq" = ${seq}`;
      });
      expect(found[0], kind).toMatchObject({ in: 'chain', says: expect.stringContaining(`event ${seq} `) });
    }
  });
});

describe('the rows of presence', () => {
  it('are made anew from the record, which says what differed, and once only', async () => {
    await db().presenceInterval.updateMany({
      where: { sessionId: sessionId(), personId: hoa.personId },
      data: { startedAt: new Date(0) },
    });
    await db().presenceInterval.deleteMany({ where: { sessionId: sessionId(), personId: lan.personId } });
    const before = await verifySession(db(), sessionId());
    expect(before.disagreements.length).toBeGreaterThan(0);

    expect(await rebuildLeases(db(), sessionId())).toEqual({
      done: true,
      rows: 3,
      differed: [expect.stringContaining(hoa.personId), expect.stringContaining(lan.personId)],
    });
    expect(await verifySession(db(), sessionId())).toMatchObject({ disagreements: [] });
    expect(await rebuildLeases(db(), sessionId())).toEqual({ done: true, rows: 3, differed: [] });
  });

  it('are left alone while somebody is connected, and where the record itself was changed', async () => {
    const going = await makeClassroom(make, { state: 'lobby' });
    await move(going, 'start');
    expect(await rebuildLeases(db(), going.session.sessionId)).toEqual({ done: false, why: 'open' });
    const never = await make.makeSession();
    expect(await rebuildLeases(db(), never.sessionId)).toEqual({ done: false, why: 'empty' });
  });
});

it.runIf(inject('templateDatabase').server)(
  'the command runs beside a server that is on, where the database is PostgreSQL',
  async () => {
    const { server } = inject('templateDatabase');
    const [database] = await db().$queryRaw<{ name: string }[]>`SELECT current_database()::text AS "name"`;
    const url = withDatabase({ url: server?.url ?? '', name: database?.name ?? '' });
    const { code, text } = await verifyInShell([room.session.code], { DATABASE_URL: url });
    expect(text).toContain('The chain is whole');
    expect(code).toBe(0);
  },
);
