import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import type { SessionMove } from '#shared/session-lifecycle.ts';
import { CuttableLine } from '#tests/support/cuttable-line.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;
let hoa: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  trainer = await make.makeTrainer(series.seriesId);
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  return () => {
    trainer.client.close();
    hoa.client.close();
  };
});

const now = (): Date => app.context.clock.now();
const ofHoa = ({ rows }: { rows: AttendanceRowDto[] }): AttendanceRowDto | undefined =>
  rows.find((row) => row.personId === hoa.personId);

async function readReport(): Promise<AttendanceReportDto> {
  const path = `/api/sessions/${session.sessionId}/attendance`;
  const answer = await trainer.client.http<AttendanceReportDto>('GET', path);
  expect(answer.status).toBe(200);
  return answer.body;
}

const readRecord = (personId = hoa.personId) =>
  app.context.db.presenceInterval.findMany({
    where: { sessionId: session.sessionId, personId },
    orderBy: { startedAt: 'asc' },
  });

async function move(step: SessionMove): Promise<void> {
  const path = `/api/sessions/${session.sessionId}/move`;
  expect(await trainer.client.http('POST', path, { move: step })).toMatchObject({ status: 200 });
}

/** As a trainer sees it once all writing is done. */
const settled = { timeout: 10_000, interval: 50 };

describe('a learner who comes', () => {
  it('is before the eyes of staff at once, and stays in the list when they go', async () => {
    const staffPage = await trainer.client.join(session.code);
    expect(staffPage.snapshot.attendance?.rows).toEqual([
      expect.objectContaining({ personId: hoa.personId, present: false, firstSeenAt: null, seconds: 0 }),
    ]);

    const beforeJoin = now().toISOString();
    const page = await hoa.client.join(session.code);
    const came = await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);
    expect(ofHoa(came)?.name).toBe('Nguyễn Thị Hoa');
    expect(ofHoa(came)?.firstSeenAt?.localeCompare(beforeJoin)).toBe(1);

    const beforeLeave = now().toISOString();
    page.close();
    const went = await staffPage.waitFor(
      'attendance:changed',
      (news) => news.asOf > came.asOf && ofHoa(news)?.present === false,
    );
    const lastSeenAt = ofHoa(went)?.lastSeenAt ?? '';
    expect(lastSeenAt >= beforeLeave && lastSeenAt <= now().toISOString()).toBe(true);
  });

  it('is counted by the second, up to the moment of asking', async () => {
    const staffPage = await trainer.client.join(session.code);
    await hoa.client.join(session.code);
    const came = await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);
    const joinedMs = Date.parse(ofHoa(came)?.firstSeenAt ?? '');
    const report = await vi.waitUntil(async () => {
      const read = await readReport();
      return (ofHoa(read)?.seconds ?? 0) >= 1 && read;
    }, settled);
    expect(ofHoa(report)?.seconds).toBe(Math.floor((Date.parse(report.asOf) - joinedMs) / 1000));
  });

  it('with two tabs is counted once, until the last of them is closed', async () => {
    const staffPage = await trainer.client.join(session.code);
    const first = await hoa.client.join(session.code);
    const second = await hoa.client.join(session.code);
    await expect.poll(() => readRecord(), settled).toHaveLength(2);
    expect((await readReport()).rows.filter((row) => row.present)).toHaveLength(1);

    first.close();
    await expect
      .poll(async () => (await readRecord()).filter((row) => row.endedAt === null), settled)
      .toHaveLength(1);
    expect(ofHoa(await readReport())?.present).toBe(true);

    second.close();
    await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === false);
    const report = await readReport();
    const [from, to] = [ofHoa(report)?.firstSeenAt, ofHoa(report)?.lastSeenAt].map((at) =>
      Date.parse(at ?? ''),
    );
    expect(ofHoa(report)?.seconds).toBe(Math.floor(((to ?? 0) - (from ?? 0)) / 1000));
  });

  it('and goes thirty times is one person, and was there all the time', async () => {
    for (let times = 0; times < 30; times += 1) (await hoa.client.join(session.code)).close();
    await expect
      .poll(async () => (await readRecord()).filter((row) => row.endedAt !== null), settled)
      .toHaveLength(30);
    const report = await readReport();
    expect(report.rows).toHaveLength(1);
    const [from, to] = [ofHoa(report)?.firstSeenAt, ofHoa(report)?.lastSeenAt].map((at) =>
      Date.parse(at ?? ''),
    );
    expect(ofHoa(report)?.seconds).toBe(Math.floor(((to ?? 0) - (from ?? 0)) / 1000));
  });
});

describe('a connection that breaks off', () => {
  it('ends at its last proof of life, however late its loss is noticed', { timeout: 40_000 }, async () => {
    const staffPage = await trainer.client.join(session.code);
    const line = await CuttableLine.open(app.url);
    onTestFinished(() => line.close());
    await line.lead(hoa.client).join(session.code);
    await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);

    line.cut();
    const cutAt = now();
    await expect
      .poll(async () => (await readRecord())[0]?.endedAt, { ...settled, timeout: 30_000 })
      .not.toBeNull();

    const [row] = await readRecord();
    expect(row?.endedAt?.getTime()).toBeLessThanOrEqual(cutAt.getTime());
    // It was noticed only when a heartbeat stayed away.
    expect(now().getTime() - cutAt.getTime()).toBeGreaterThan(5_000);
  });

  it('and comes back is two intervals in the record, and no interruption in the report', async () => {
    const line = await CuttableLine.open(app.url);
    onTestFinished(() => line.close());
    const pageId = randomUUID();
    await line.lead(hoa.client).join(session.code, { pageId });
    await expect.poll(() => readRecord(), settled).toHaveLength(1);

    line.cut();
    const cutAt = now();
    await hoa.client.join(session.code, { pageId });
    await expect.poll(() => readRecord(), settled).toHaveLength(2);

    const [lost, back] = await readRecord();
    expect(lost?.endedAt?.getTime()).toBeLessThanOrEqual(cutAt.getTime());
    expect(back?.startedAt.getTime()).toBeGreaterThanOrEqual(cutAt.getTime());
    expect(back?.endedAt).toBeNull();
    const report = await readReport();
    const presentMs = Date.parse(report.asOf) - (lost?.startedAt.getTime() ?? 0);
    expect(ofHoa(report)).toMatchObject({ present: true, seconds: Math.floor(presentMs / 1000) });
  });

  it('takes no newer connection of the same person along', async () => {
    const line = await CuttableLine.open(app.url);
    onTestFinished(() => line.close());
    const old = await line.lead(hoa.client).join(session.code);
    await hoa.client.join(session.code);
    await expect.poll(() => readRecord(), settled).toHaveLength(2);
    old.close();
    line.close();
    await expect
      .poll(async () => (await readRecord()).map((row) => row.endedAt === null), settled)
      .toEqual([false, true]);
    expect(ofHoa(await readReport())?.present).toBe(true);
  });
});

describe('the doors', () => {
  beforeEach(async () => {
    session = await make.makeSession({ series, state: 'scheduled' });
  });

  it('open the record of those who have waited, and not before', async () => {
    await hoa.client.join(session.code);
    const staffPage = await trainer.client.join(session.code);
    expect(ofHoa(await readReport())).toMatchObject({ present: false, firstSeenAt: null });

    const before = now();
    await move('open_lobby');
    const came = await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);
    expect(ofHoa(came)?.seconds).toBe(0);
    const record = await readRecord();
    expect(record).toHaveLength(1);
    expect(record[0]?.startedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  it('let the time run from the start to the end, not in the lobby and not afterwards', {
    timeout: 30_000,
  }, async () => {
    const staffPage = await trainer.client.join(session.code);
    await hoa.client.join(session.code);
    await move('open_lobby');
    await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);
    await move('start');
    const started = await staffPage.waitFor('session:changed', (news) => news.session.state === 'live');
    const running = await staffPage.waitFor(
      'attendance:changed',
      (news) => news.asOf > (started.session.startedAt ?? ''),
    );
    expect(ofHoa(running)?.present).toBe(true);
    await vi.waitUntil(async () => (ofHoa(await readReport())?.seconds ?? 0) >= 1, settled);

    await move('end');
    const { session: ended } = await staffPage.waitFor(
      'session:changed',
      (news) => news.session.state === 'ended',
    );
    const ranMs = Date.parse(ended.endedAt ?? '') - Date.parse(ended.startedAt ?? '');
    const expected = {
      present: false,
      seconds: Math.floor(ranMs / 1000),
      topics: [
        { topicId: series.topicIds[0], seconds: Math.floor(ranMs / 1000) },
        { topicId: series.topicIds[1], seconds: 0 },
      ],
    };
    // At once, while nobody knows yet whether the connection still lives; and for good, once it has shown it does.
    expect(ofHoa(await readReport())).toMatchObject(expected);
    await expect
      .poll(async () => (await readRecord())[0]?.endedAt?.toISOString(), settled)
      .toBe(ended.endedAt);
    const report = await readReport();
    expect(ofHoa(report)).toMatchObject({ ...expected, lastSeenAt: ended.endedAt });
    expect(report).toMatchObject({ sessionSeconds: Math.floor(ranMs / 1000) });
  });

  it('stay closed to the record for whoever comes after the end', async () => {
    await hoa.client.join(session.code);
    await move('open_lobby');
    await move('start');
    await expect.poll(() => readRecord(), settled).toHaveLength(1);
    hoa.client.close();
    await expect.poll(async () => (await readRecord())[0]?.endedAt, settled).not.toBeNull();
    await move('end');
    const before = await readReport();

    const page = await hoa.client.join(session.code);
    const staffPage = await trainer.client.join(session.code);
    expect(staffPage.snapshot.attendance?.rows).toEqual(before.rows);
    page.close();
    expect(await readRecord()).toHaveLength(1);
  });

  it('can be closed and opened again, and the time between belongs to nobody', async () => {
    await hoa.client.join(session.code);
    await move('open_lobby');
    await expect.poll(() => readRecord(), settled).toHaveLength(1);
    await move('close_lobby');
    const closedAt = now();
    expect(ofHoa(await readReport())?.present).toBe(false);
    await move('open_lobby');
    await expect.poll(() => readRecord(), settled).toHaveLength(2);

    const [first, second] = await readRecord();
    expect(first?.endedAt?.getTime()).toBeLessThanOrEqual(closedAt.getTime());
    expect(second).toMatchObject({ endedAt: null });
    expect(second?.startedAt.getTime()).toBeGreaterThanOrEqual(closedAt.getTime());
  });
});

describe('a learner', () => {
  it('never sees the attendance of others, on any way it could travel', async () => {
    const lan = await make.makeLearner(series.seriesId, 'Lê Thị Lan');
    const staffPage = await trainer.client.join(session.code);
    const lanPage = await lan.client.join(session.code);
    await hoa.client.join(session.code);
    await staffPage.waitFor('attendance:changed', (news) => ofHoa(news)?.present === true);
    await lanPage.waitFor('presence:changed', (news) => news.presence.learners === 2);

    const everything = JSON.stringify([lanPage.joined, lanPage.news]);
    expect(lanPage.snapshot.attendance).toBeNull();
    expect(everything).not.toContain(hoa.personId);
    expect(everything).not.toContain('attendance:changed');
    const answer = await lan.client.http('GET', `/api/sessions/${session.sessionId}/attendance`);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } });
    lan.client.close();
  });
});

it('staff are in the record, and nobody counts them', async () => {
  const staffPage = await trainer.client.join(session.code);
  await expect.poll(() => readRecord(trainer.personId), settled).toHaveLength(1);
  expect((await readRecord(trainer.personId))[0]?.role).toBe('TRAINER');
  expect((await readReport()).rows.map((row) => row.personId)).toEqual([hoa.personId]);
  expect(staffPage.news.map((news) => news.name)).not.toContain('attendance:changed');
});

it('a hall that comes in at once is told in a few pieces of news, with everybody in them', async () => {
  const staffPage = await trainer.client.join(session.code);
  const hall = await Promise.all(Array.from({ length: 40 }, () => make.makeLearner(series.seriesId)));
  await Promise.all(hall.map((learner) => learner.client.join(session.code)));
  const told = (): Set<string> =>
    new Set(
      staffPage.news.flatMap(({ name, data }) =>
        name === 'attendance:changed' ? (data as AttendanceReportDto).rows.map((row) => row.personId) : [],
      ),
    );
  await expect.poll(() => told().size, settled).toBe(40);
  expect(staffPage.news.filter((news) => news.name === 'attendance:changed').length).toBeLessThan(20);
  for (const learner of hall) learner.client.close();
});
