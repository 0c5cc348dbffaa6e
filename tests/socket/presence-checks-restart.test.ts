import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifySession } from '#server/features/attendance/verify/verify-session.ts';
import { recordShown } from '#server/features/presence-checks/check-record.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { sayDelivered, toAnswer } from '#tests/support/presence-checks.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { startTestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

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

it('whoever was cut off has a minute more to answer, and the record says who gave it', async () => {
  const database = await openTestDatabase();
  const first = await startTestApp({ database });
  const make = new Factories(first);
  const series = await make.makeSeries();
  const { sessionId, topicIds } = await make.makeSession({ series });
  const db = first.context.db;
  const shownAt = new Date(first.context.clock.now().getTime() - 230_000);
  const closesAt = new Date(shownAt.getTime() + 240_000);
  const row = {
    kind: 'TAP',
    state: 'OPEN',
    part: 0,
    partMs: PART_MS,
    dueAfterMs: 0,
    shownAt,
    closesAt,
  } as const;
  await db.$transaction(async (tx) => {
    const created = await tx.presenceCheck.create({
      data: { ...row, id: randomUUID(), sessionId, topicId: topicIds[0] ?? '', createdAt: shownAt },
    });
    await recordShown(tx, { ...created, shownAt, closesAt });
  });
  await first.close();

  const second = await startTestApp({ database });
  const { closesAt: later } = await database.prisma.presenceCheck.findFirstOrThrow({ where: { sessionId } });
  expect((later?.getTime() ?? 0) - closesAt.getTime()).toBeGreaterThan(45_000);
  // The factory's session began without a record: only what is said of the check matters here.
  const verify = async () => {
    const { disagreements } = await verifySession(database.prisma, sessionId);
    const ofChecks = disagreements.filter((each) => ['chain', 'events', 'checks'].includes(each.in));
    return ofChecks.map(({ says }) => says);
  };
  expect(await verify()).toEqual([]);
  // Without an event that gives it, a longer time is somebody's own.
  await database.prisma.presenceCheck.updateMany({
    where: { sessionId },
    data: { closesAt: new Date(closesAt.getTime() + 600_000) },
  });
  expect((await verify()).join()).toContain('time limit');
  await second.close();
  await database.close();
}, 90_000);
