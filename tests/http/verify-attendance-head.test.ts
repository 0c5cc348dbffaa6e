import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { verifySession } from '#server/features/attendance/verify/verify-session.ts';
import { Factories } from '#tests/support/factories.ts';
import { makeRecordedSeries, type RecordedSeries } from '#tests/support/recorded-series.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let recorded: RecordedSeries;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  recorded = await makeRecordedSeries(make, app);
});

const db = () => app.context.db;

async function find(earlierHead?: { seq: number; hash: Uint8Array }) {
  return (await verifySession(db(), recorded.sessionId, { earlierHead })).disagreements;
}

describe('an event that the head does not reach is named:', () => {
  const insert = (sessionId: string, seq: number) => db().$executeRaw`
    INSERT INTO "AttendanceEvent" ("sessionId", "seq", "at", "kind", "personId", "body", "hash")
    SELECT "sessionId", ${seq}, "at", "kind", "personId", "body", "hash" FROM "AttendanceEvent"
    WHERE "sessionId" = ${sessionId}::uuid AND "seq" = 1`;

  it.each([
    ['one behind it', 100],
    ['one before the first', 0],
  ])('%s', async (_title, seq) => {
    expect(await find()).toEqual([]);
    await insert(recorded.sessionId, seq);
    expect((await find())[0]).toMatchObject({
      in: 'chain',
      says: expect.stringMatching(new RegExp(`^event ${seq} \\(.*no part of the chain`, 'u')),
    });
  });

  it('one in the record of another session of the series', async () => {
    const { sessionId } = await make.makeSession({ series: recorded.series, state: 'ended' });
    await db().$transaction((tx) =>
      appendEvents(tx, sessionId, [{ kind: 'session.started', at: new Date(), data: {} }]),
    );
    await insert(sessionId, 100);
    expect(await find()).toContainEqual({
      in: 'chain',
      says: expect.stringMatching(new RegExp(`${sessionId} .*event 100 `, 'u')),
    });
  });

  it('all that were left behind when the head was moved back', async () => {
    await db().$executeRaw`
      UPDATE "AttendanceChain" SET "seq" = "AttendanceEvent"."seq", "hash" = "AttendanceEvent"."hash"
      FROM "AttendanceEvent" WHERE "AttendanceEvent"."sessionId" = "AttendanceChain"."sessionId"
        AND "AttendanceEvent"."seq" = 6 AND "AttendanceChain"."sessionId" = ${recorded.sessionId}::uuid`;
    const said = (await find()).filter((found) => found.in === 'chain').map(({ says }) => says);
    expect(said).toEqual([expect.stringContaining('event 7 '), expect.stringContaining('event 8 ')]);
  });
});

describe('a head that was told earlier', () => {
  const readEvents = () =>
    db().attendanceEvent.findMany({
      where: { sessionId: recorded.sessionId },
      orderBy: { seq: 'asc' },
    });

  it('is one that the record goes on from, whichever of its own it was', async () => {
    for (const { seq, hash } of await readEvents()) expect(await find({ seq, hash })).toEqual([]);
  });

  it('tells a record that was cut off together with its head, and another one', async () => {
    const hash = (await readEvents()).at(-1)?.hash ?? new Uint8Array();
    expect(await find({ seq: 9, hash })).toEqual([
      {
        in: 'chain',
        says: 'the record ends at event 8, and had 9 when that head was told: its end was cut off, and its head moved back',
      },
    ]);
    expect(await find({ seq: 2, hash })).toEqual([
      { in: 'chain', says: expect.stringContaining('event 2 has another hash than that head') },
    ]);
  });
});
