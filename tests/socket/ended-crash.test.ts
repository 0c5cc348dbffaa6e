import { afterAll, beforeAll, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { makeQuestion } from '#tests/support/questions.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
let questionId: string;

/** As a server leaves it that dies right after the end of a session was written down. */
beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series, state: 'ended' });
      trainer = await make.makeTrainer(series.seriesId);
      const [hoa, binh] = [await make.makeLearner(series.seriesId), await make.makeLearner(series.seriesId)];
      const { db, clock } = world.context;
      const { sessionId } = session;
      const now = clock.now();
      questionId = await makeQuestion(world, session, {
        by: hoa,
        state: 'ANSWERING',
        answerings: { create: { startedAt: new Date(now.getTime() - 120_000) } },
      });
      await db.raisedHand.create({ data: { sessionId, personId: binh.personId, number: 1, raisedAt: now } });
      await db.stageMember.create({
        data: { sessionId, personId: hoa.personId, state: 'ON_STAGE', since: now },
      });
      await db.session.update({ where: { id: sessionId }, data: { leaderId: trainer.personId } });
    },
  });
}, 90_000);
afterAll(() => server.close());

it('what was to end with a session ends when the server is back (R7, R35)', async () => {
  const { snapshot } = await trainer.client.join(session.code);
  expect(snapshot.stage).toMatchObject({ hands: [], members: [], lead: null });
  const [question] = snapshot.questions.questions;
  expect(question).toMatchObject({ questionId, state: 'answered' });
  expect(question?.answerings[0]?.endedAt).not.toBeNull();
  trainer.client.close();
}, 90_000);
