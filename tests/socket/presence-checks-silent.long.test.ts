import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readChecks } from '#server/features/attendance/record/read-checks.ts';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import { makeClassroom } from '#tests/support/classroom.ts';
import { Factories } from '#tests/support/factories.ts';
import { ask, letBeOver } from '#tests/support/presence-checks.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

/** Half a minute until a line must have brought it, a minute of ease, and what a heartbeat takes. */
const LONG_ENOUGH_MS = 96_000;

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

it(
  'a page that is there all the time and keeps the note of delivery to itself is excused from nothing',
  async () => {
    const room = await makeClassroom(make);
    const { sessionId, code } = room.session;
    const names = ['Nguyễn Thị Hoa', 'Lê Thị Lan', 'Trần Văn Minh'];
    const [hoa, lan, minh] = await Promise.all(
      names.map((name) => make.makeLearner(room.series.seriesId, name)),
    );
    if (!hoa || !lan || !minh) throw new Error('too few learners');
    const staff = await room.trainer.client.join(code);
    const [hoaPage, lanPage, minhPage] = await Promise.all(
      [hoa, lan, minh].map((person) => person.client.join(code)),
    );
    const { checkId } = await ask(staff);
    await hoaPage?.waitFor('check:shown');
    // The time of a line itself is what this is about: nothing but time brings it.
    await delay(LONG_ENOUGH_MS / 2);
    minhPage?.close();
    await delay(LONG_ENOUGH_MS / 2);
    // Away at the last moment helps nobody.
    lanPage?.close();
    await delay(500);
    await letBeOver(app, sessionId);
    await hoaPage?.waitFor('check:closed');

    const rows = await app.context.db.presenceCheckAnswer.findMany({ where: { checkId } });
    expect(new Map(rows.map(({ personId, outcome }) => [personId, outcome]))).toEqual(
      new Map([
        [hoa.personId, 'EXPIRED'],
        [lan.personId, 'EXPIRED'],
        // Gone in the middle of it: as of anybody whose line broke, nobody knows that it reached them.
        [minh.personId, 'NOT_DELIVERED'],
      ]),
    );
    const { events } = await readRecord(app.context.db, sessionId);
    const { faults } = readChecks(events);
    // The test itself has brought the end forward.
    expect(faults.filter(({ says }) => !says.includes('time was up'))).toEqual([]);
    for (const page of [staff, hoaPage]) page?.close();
  },
  2 * LONG_ENOUGH_MS,
);
