import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let sessionId: string;
let trainer: TestPerson;
let hoa: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

/** 28/9/2021 at 08:00 in Hà Nội, where every session of these tests begins; it lasts for two hours. */
const start = Date.UTC(2021, 8, 28, 1);
const minute = (minutes: number): Date => new Date(start + minutes * 60_000);

beforeEach(async () => {
  series = await make.makeSeries();
  ({ sessionId } = await make.makeSession({ series, state: 'ended', title: 'Buổi 1: Bao bì & nhãn' }));
  await app.context.db.session.update({
    where: { id: sessionId },
    data: { startedAt: minute(0), endedAt: minute(120), lobbyOpenedAt: minute(-30) },
  });
  await app.context.db.topicWindow.deleteMany({ where: { sessionId } });
  trainer = await make.makeTrainer(series.seriesId);
  hoa = await makeEnrolled('Nguyễn Thị Hoa');
});

/** Enrolled before the session, as is usual. */
async function makeEnrolled(name: string): Promise<TestPerson> {
  const learner = await make.makeLearner(series.seriesId, name);
  await app.context.db.enrolment.updateMany({
    where: { personId: learner.personId },
    data: { createdAt: minute(-60) },
  });
  return learner;
}

async function record(
  { personId }: { personId: string },
  stays: [from: number, to: number | null][],
  role = 'LEARNER',
): Promise<void> {
  await app.context.db.presenceInterval.createMany({
    data: stays.map(([from, to]) => ({
      id: randomUUID(),
      sessionId,
      personId,
      role,
      startedAt: minute(from),
      lastProofAt: minute(to ?? from),
      endedAt: to === null ? null : minute(to),
    })),
  });
}

async function runTopic(index: number, windows: [from: number, to: number][]): Promise<void> {
  await app.context.db.topicWindow.createMany({
    data: windows.map(([from, to]) => ({
      sessionId,
      topicId: series.topicIds[index] ?? '',
      startedAt: minute(from),
      endedAt: minute(to),
    })),
  });
}

async function readReport(): Promise<AttendanceReportDto> {
  const answer = await trainer.client.http<AttendanceReportDto>(
    'GET',
    `/api/sessions/${sessionId}/attendance`,
  );
  expect(answer.status).toBe(200);
  return answer.body;
}

async function readRow(personId = hoa.personId): Promise<AttendanceRowDto | undefined> {
  return (await readReport()).rows.find((row) => row.personId === personId);
}

const minutesOf = async (personId?: string): Promise<number> =>
  ((await readRow(personId))?.seconds ?? -60) / 60;

describe('the minutes of a learner', () => {
  it('are one person’s, over tabs, devices and reconnects', async () => {
    await record(hoa, [
      [0, 40],
      [10, 50],
      [20, 30],
      [50, 60],
      [90, 100],
    ]);
    expect(await minutesOf()).toBe(70);
  });

  it('go on over a gap of up to two minutes, and stop at a longer one', async () => {
    await record(hoa, [
      [0, 10],
      [12, 20],
      [22.1, 30],
    ]);
    expect(await readReport()).toMatchObject({ bridgedGapSeconds: 120 });
    expect((await readRow())?.seconds).toBe((20 + 7.9) * 60);
  });

  it('leave the record as it was: what is bridged is not written', async () => {
    await record(hoa, [
      [0, 10],
      [11, 20],
    ]);
    const before = await app.context.db.presenceInterval.findMany({ where: { sessionId } });
    expect(await minutesOf()).toBe(20);
    expect(await app.context.db.presenceInterval.findMany({ where: { sessionId } })).toEqual(before);
  });

  it('count from the start to the end, whoever waits before and stays on', async () => {
    await record(hoa, [[-25, 135]]);
    expect(await readRow()).toMatchObject({
      seconds: 120 * 60,
      firstSeenAt: minute(-25).toISOString(),
      lastSeenAt: minute(120).toISOString(),
      present: false,
    });
  });

  it('are counted for each topic in each of its windows, without the breaks', async () => {
    await runTopic(0, [
      [0, 40],
      [100, 110],
    ]);
    await runTopic(1, [[50, 100]]);
    await record(hoa, [[30, 105]]);
    const report = await readReport();
    expect(report.topics).toEqual([
      { topicId: series.topicIds[0], title: 'Chuyên đề 1', seconds: 50 * 60 },
      { topicId: series.topicIds[1], title: 'Chuyên đề 2', seconds: 50 * 60 },
    ]);
    expect(report.rows[0]).toMatchObject({
      seconds: 75 * 60,
      topics: [
        { topicId: series.topicIds[0], seconds: 15 * 60 },
        { topicId: series.topicIds[1], seconds: 50 * 60 },
      ],
    });
  });

  it('begin with a connection that broke off as it came, if the next one follows soon', async () => {
    await record(hoa, [
      [10, 10],
      [11, 20],
    ]);
    expect(await minutesOf()).toBe(10);
  });

  it('are none for a connection that never showed life, and for a clock that went backwards', async () => {
    await record(hoa, [
      [10, 10],
      [50, 20],
    ]);
    expect(await readRow()).toMatchObject({ seconds: 0, present: false });
  });
});

describe('the list', () => {
  it('has everybody who should have been there, by given name, and who came without being expected any more', async () => {
    const an = await makeEnrolled('Trần Văn An');
    const removed = await makeEnrolled('Lê Thị Ánh');
    const gone = await makeEnrolled('Vũ Văn Bắc');
    const late = await make.makeLearner(series.seriesId, 'Đặng Văn Chậm');
    const promoted = await makeEnrolled('Phạm Văn Dũng');
    await record(removed, [[0, 30]]);
    const { db } = app.context;
    await db.enrolment.updateMany({
      where: { personId: { in: [removed.personId, gone.personId] } },
      data: { removedAt: minute(60) },
    });
    await db.seriesStaff.create({
      data: { seriesId: series.seriesId, personId: promoted.personId, role: 'MODERATOR' },
    });

    const names = (await readReport()).rows.map((row) => row.name);
    expect(names).toEqual([an.name, removed.name, hoa.name]);
    expect(names).not.toContain(late.name);
  });

  it('does not change when people are enrolled or taken out after the end', async () => {
    const before = await readReport();
    await make.makeLearner(series.seriesId);
    await app.context.db.enrolment.updateMany({
      where: { personId: hoa.personId },
      data: { removedAt: minute(200) },
    });
    expect((await readReport()).rows).toEqual(before.rows);
  });

  it('counts what somebody attended as a learner, and not what they did as staff', async () => {
    await record(hoa, [[0, 30]]);
    await record(hoa, [[30, 90]], 'MODERATOR');
    await record(trainer, [[0, 120]], 'TRAINER');
    expect((await readReport()).rows.map((row) => [row.name, row.seconds])).toEqual([[hoa.name, 30 * 60]]);
  });
});

describe('the audience over time', () => {
  it('is how many were there at each point from the start to the end', async () => {
    const lan = await makeEnrolled('Lê Thị Lan');
    await record(hoa, [[-10, 60]]);
    await record(lan, [
      [30, 90],
      [91, 120],
    ]);
    const { audience } = await readReport();
    const at = (minutes: number): number | undefined =>
      audience.find((point) => Date.parse(point.at) >= minute(minutes).getTime())?.learners;
    expect([at(0), at(35), at(65), at(91), at(119)]).toEqual([1, 2, 1, 1, 1]);
    expect(audience.length).toBeLessThanOrEqual(200);
    expect([audience[0]?.at, audience.at(-1)?.at]).toEqual([
      minute(0).toISOString(),
      minute(120).toISOString(),
    ]);
  });

  it('is empty before the start', async () => {
    ({ sessionId } = await make.makeSession({ series, state: 'lobby' }));
    expect(await readReport()).toMatchObject({ audience: [], sessionSeconds: 0 });
  });
});

describe('the door', () => {
  const path = () => `/api/sessions/${sessionId}/attendance`;

  it('is open to staff of the series and to nobody else', async () => {
    const moderator = await make.makeModerator(series.seriesId);
    const stranger = await make.makePerson();
    const elsewhere = await make.makeTrainer((await make.makeSeries()).seriesId);
    expect((await moderator.client.http('GET', path())).status).toBe(200);
    expect(await hoa.client.http('GET', path())).toMatchObject({ status: 403 });
    expect(await stranger.client.http('GET', path())).toMatchObject({ status: 404 });
    expect(await elsewhere.client.http('GET', path())).toMatchObject({ status: 404 });
    expect(await make.makeStranger().http('GET', path())).toMatchObject({ status: 401 });
  });

  it('knows no session that is not there', async () => {
    sessionId = randomUUID();
    expect((await trainer.client.http('GET', path())).status).toBe(404);
    sessionId = 'nonsense';
    expect((await trainer.client.http('GET', path())).status).toBe(400);
  });
});
