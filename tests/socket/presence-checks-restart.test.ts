import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { sayDelivered, toAnswer } from '#tests/support/presence-checks.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import type { TestPage } from '#tests/support/test-client.ts';

const PART_MS = 1_000_000;

let server: ServerProcess;
let session: TestSession;
let trainer: TestPerson;
let hoa: TestPerson;
let lan: TestPerson;
const plannedId = randomUUID();

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      trainer = await make.makeTrainer(series.seriesId);
      hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
      lan = await make.makeLearner(series.seriesId, 'Lê Thị Lan');
      // As a server left it that was killed before the moment came.
      await world.context.db.presenceCheck.create({
        data: {
          id: plannedId,
          sessionId: session.sessionId,
          topicId: session.topicIds[0] ?? '',
          kind: 'TAP',
          state: 'PLANNED',
          part: 0,
          partMs: PART_MS,
          dueAfterMs: 120_000,
          createdAt: world.context.clock.now(),
        },
      });
    },
  });
}, 90_000);
afterAll(() => server.close());

function deskOf({ snapshot: { checks } }: TestPage) {
  if (!('desk' in checks)) throw new Error('staff got what learners get');
  return checks.desk;
}

it('a kill -9 loses no check that was planned, shows none twice, and costs nobody their answer (R54)', async () => {
  const before = await hoa.client.join(session.code);
  // Once those whom the restart threw out are back.
  const { check } = await before.waitFor('check:shown');
  expect(check.checkId).toBe(plannedId);
  await sayDelivered(before, plannedId);
  const answer = toAnswer(plannedId);
  const own = await before.request('check:answer', answer);
  const staffBefore = await trainer.client.join(session.code);
  const { nextBy } = deskOf(staffBefore);

  await server.kill('SIGKILL');
  await server.restart();

  const after = await hoa.client.join(session.code);
  expect(after.snapshot.checks).toMatchObject({ check: { checkId: plannedId }, own });
  expect(await after.request('check:answer', answer)).toEqual(own);
  const late = await lan.client.join(session.code);
  expect((await late.request('check:answer', toAnswer(plannedId))).answeredAt).not.toBeNull();
  const staff = await trainer.client.join(session.code);
  const desk = deskOf(staff);
  expect(desk.checks.map(({ checkId, closedAt }) => [checkId, closedAt])).toEqual([[plannedId, null]]);
  expect(desk.checks[0]?.counts).toMatchObject({ present: 2, answered: 2 });
  expect(desk.nextBy).toBe(nextBy);
}, 90_000);
