import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRecord } from '#server/features/attendance/record/read-record.ts';
import {
  type AnswerResult,
  type ArrivedAnswer,
  answerTogether,
} from '#server/features/presence-checks/answer-check.service.ts';
import { GatheredActs } from '#server/features/presence-checks/gathered-acts.ts';
import { readPresenceChecks } from '#server/features/presence-checks/read-presence-checks.ts';
import { type Classroom, makeClassroom } from '#tests/support/classroom.ts';
import { Factories } from '#tests/support/factories.ts';
import { ask, letBeOver, letBeShownAgo, sayDelivered, toAnswer } from '#tests/support/presence-checks.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

const PEOPLE = 1_000;
const WITHIN_MS = 5_000;
const GATHERED_MS = 100;

let app: TestApp;
let make: Factories;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

async function checkEvents({ session }: Classroom) {
  const { events } = await readRecord(app.context.db, session.sessionId);
  return events.filter(({ kind }) => kind.startsWith('check.'));
}

it('the record has each check with whom it reached, who answered and who did not, by their ids alone (R55)', async () => {
  const room = await makeClassroom(make);
  const [hoa, lan] = await Promise.all([
    make.makeLearner(room.series.seriesId, 'Nguyễn Thị Hoa'),
    make.makeLearner(room.series.seriesId, 'Lê Thị Lan'),
  ]);
  const staff = await room.trainer.client.join(room.session.code);
  const hoaPage = await hoa.client.join(room.session.code);
  const lanPage = await lan.client.join(room.session.code);
  const { checkId } = await ask(staff);
  await Promise.all([sayDelivered(hoaPage, checkId), sayDelivered(lanPage, checkId, false)]);
  await hoaPage.request('check:answer', toAnswer(checkId));
  await letBeShownAgo(app, checkId, 120_000);
  await letBeOver(app, room.session.sessionId);
  await hoaPage.waitFor('check:closed');

  const events = await checkEvents(room);
  expect(events.map(({ kind }) => kind)).toEqual([
    'check.shown',
    'check.delivered',
    'check.answered',
    'check.closed',
  ]);
  const [, delivered, answered, closed] = events.map(({ data }) => data);
  expect(delivered).toMatchObject({
    people: expect.arrayContaining([
      expect.objectContaining({ personId: hoa.personId, seen: true }),
      expect.objectContaining({ personId: lan.personId, seen: false }),
    ]),
  });
  expect(answered).toMatchObject({ answers: [{ personId: hoa.personId, right: true, writtenAt: null }] });
  expect(closed).toMatchObject({ ending: 'time', unanswered: [lan.personId], excused: [], notDelivered: [] });
  expect(JSON.stringify(events)).not.toContain('Nguyễn');

  const [read] = await readPresenceChecks(app.context.db, room.session.sessionId);
  expect(read).toMatchObject({ checkId, kind: 'tap', ending: 'time', askedById: room.trainer.personId });
  expect(new Map(read?.people.map(({ personId, outcome }) => [personId, outcome]))).toEqual(
    new Map([
      [hoa.personId, 'answered'],
      [lan.personId, 'expired'],
    ]),
  );
  for (const page of [staff, hoaPage, lanPage]) page.close();
});

it('a thousand who answer within five seconds are a few dozen transactions and links of the record, and nobody is lost', async () => {
  const room = await makeClassroom(make);
  const { sessionId } = room.session;
  const { db, clock } = app.context;
  const personIds = Array.from({ length: PEOPLE }, () => randomUUID());
  await db.person.createMany({
    data: personIds.map((id, index) => ({ id, name: `Học viên ${index}`, nameFolded: `hoc vien ${index}` })),
  });
  const staff = await room.trainer.client.join(room.session.code);
  const { checkId } = await ask(staff);
  let transactions = 0;
  const answers = new GatheredActs<ArrivedAnswer, AnswerResult>({
    gatherMs: GATHERED_MS,
    act: (id, arrived) => {
      transactions += 1;
      return answerTogether(db, id, arrived);
    },
  });
  await Promise.all(
    personIds.map(async (personId) => {
      await delay(Math.random() * WITHIN_MS);
      const answer = { sessionId, personId, clientId: randomUUID(), word: null, writtenAgo: undefined };
      const result = await answers.put(checkId, { ...answer, arrivedAt: clock.now() });
      if ('error' in result) throw result.error;
    }),
  );
  expect(await db.presenceCheckAnswer.count({ where: { checkId, outcome: 'ANSWERED' } })).toBe(PEOPLE);
  const answered = (await checkEvents(room)).filter(({ kind }) => kind === 'check.answered');
  expect(answered).toHaveLength(transactions);
  expect(transactions).toBeLessThanOrEqual(WITHIN_MS / GATHERED_MS + 5);
  staff.close();
});
