import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { verifySession } from '#server/features/attendance/verify/verify-session.ts';
import { type Classroom, makeClassroom, move, runTopic } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let room: Classroom;
let hoa: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

/** A session with two topics and a learner who was there and went, all written down. */
beforeEach(async () => {
  room = await makeClassroom(make, { state: 'lobby' });
  hoa = await make.makeLearner(room.series.seriesId, 'Nguyễn Thị Hoa');
  const page = await hoa.client.join(room.session.code);
  await move(room, 'start');
  await runTopic(room, room.series.topicIds[1]);
  page.close();
  await vi.waitUntil(
    async () => (await db().presenceInterval.count({ where: { ...ofHoa(), endedAt: { not: null } } })) === 1,
    { timeout: 10_000 },
  );
  await move(room, 'end');
});

const db = () => app.context.db;
const ofHoa = () => ({ sessionId: room.session.sessionId, personId: hoa.personId });
const verify = () => verifySession(db(), room.session.sessionId);

it('agrees with everything that nobody has touched', async () => {
  expect(await verify()).toMatchObject({
    disagreements: [],
    notes: [],
    connections: 1,
    people: 1,
    comparedResults: expect.any(Number),
  });
  expect((await verify()).comparedResults).toBeGreaterThanOrEqual(2);
});

it('names the person whose stay was made longer', async () => {
  await db().presenceInterval.updateMany({
    where: ofHoa(),
    data: { endedAt: new Date(Date.now() + 60_000) },
  });
  const { disagreements } = await verify();
  expect(disagreements[0]).toMatchObject({ in: 'leases', says: expect.stringContaining(hoa.personId) });
});

it('names whoever was put in, and whoever was taken out', async () => {
  await db().presenceInterval.updateMany({ where: ofHoa(), data: { personId: room.trainer.personId } });
  expect((await verify()).disagreements[0]?.says).toContain('somebody else');
  await db().presenceInterval.deleteMany({ where: { sessionId: room.session.sessionId } });
  expect((await verify()).disagreements[0]?.says).toContain('nowhere else');
});

it('names the topic whose time was changed, and the event that was', async () => {
  const window = { sessionId: room.session.sessionId, topicId: room.series.topicIds[1] ?? '' };
  await db().topicWindow.updateMany({ where: window, data: { startedAt: new Date(0) } });
  expect((await verify()).disagreements[0]).toMatchObject({
    in: 'session',
    says: expect.stringContaining(window.topicId),
  });

  await db().$executeRaw`ALTER TABLE "AttendanceEvent" DISABLE TRIGGER USER`;
  await db().$executeRaw`
    UPDATE "AttendanceEvent" SET "body" = replace("body", 'learner', 'trainer')
    WHERE "sessionId" = ${room.session.sessionId}::uuid AND "kind" = 'connection.joined'`;
  await db().$executeRaw`ALTER TABLE "AttendanceEvent" ENABLE TRIGGER USER`;
  // Joinings are gathered: this one may stand before or after the start.
  const { seq } = await db().attendanceEvent.findFirstOrThrow({
    where: { sessionId: room.session.sessionId, kind: 'connection.joined' },
  });
  expect((await verify()).disagreements[0]).toMatchObject({
    in: 'chain',
    says: expect.stringMatching(new RegExp(`event ${seq} \\(connection\\.joined.*not what was hashed`, 'u')),
  });
});
