import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultRule } from '#shared/attendance-rule.ts';
import type { HallDto } from '#shared/features/halls.ts';
import type { BoardDto, PersonTrailDto, TimelineDto } from '#shared/features/insight.ts';
import { dataOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { atHall } from '#tests/support/halls.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let sessionId: string;
let code: string;
let trainer: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  ({ sessionId, code } = await make.makeSession({ series }));
  trainer = await make.makeTrainer(series.seriesId);
});

const readTimeline = () =>
  dataOf<TimelineDto>(trainer.client.http('GET', `/api/sessions/${sessionId}/timeline`));
const readBoard = (since?: string) =>
  dataOf<BoardDto>(
    trainer.client.http(
      'GET',
      `/api/sessions/${sessionId}/board${since ? `?since=${encodeURIComponent(since)}` : ''}`,
    ),
  );

describe('the timeline of a session', () => {
  it('has all that happened on one axis: topics, slides, questions, answers, polls, and who was away', async () => {
    const { db } = app.context;
    const start = Date.UTC(2021, 8, 28, 1);
    const minute = (minutes: number) => new Date(start + minutes * 60_000);
    const [topicId = ''] = series.topicIds;
    await db.session.update({
      where: { id: sessionId },
      data: { state: 'ENDED', startedAt: minute(0), endedAt: minute(120) },
    });
    await db.topicWindow.deleteMany({ where: { sessionId } });
    await db.topicWindow.create({
      data: { sessionId, topicId, startedAt: minute(5), endedAt: minute(95) },
    });
    await db.slideTurn.createMany({
      data: [
        { sessionId, at: minute(6), fileName: 'Bao bì.pdf', page: 1 },
        { sessionId, at: minute(40) },
      ],
    });
    const question = await db.question.create({
      data: {
        sessionId,
        authorId: trainer.personId,
        clientId: randomUUID(),
        body: 'Nhãn cần ghi gì?',
        anonymous: false,
        state: 'ANSWERED',
        askedAt: minute(20),
        answerings: { create: { startedAt: minute(30), endedAt: minute(33) } },
      },
    });
    await db.poll.create({
      data: {
        id: randomUUID(),
        sessionId,
        position: 0,
        kind: 'RATING',
        prompt: 'Bạn thấy thế nào?',
        heldBack: false,
        state: 'CLOSED',
        openedAt: minute(50),
        closedAt: minute(53),
      },
    });
    const learner = await make.makeLearner(series.seriesId);
    const stay = (personId: string, role: string, from: number, to: number) => ({
      id: randomUUID(),
      sessionId,
      personId,
      role,
      startedAt: minute(from),
      lastProofAt: minute(to),
      endedAt: minute(to),
    });
    await db.presenceInterval.createMany({
      data: [
        stay(trainer.personId, 'TRAINER', -10, 60),
        stay(trainer.personId, 'TRAINER', 70, 120),
        stay(learner.personId, 'LEARNER', 0, 66),
        stay(learner.personId, 'LEARNER', 68, 118),
      ],
    });

    const timeline = await readTimeline();
    const span = (from: number, to: number) => ({
      from: minute(from).toISOString(),
      to: minute(to).toISOString(),
    });
    expect(timeline).toMatchObject({
      startedAt: minute(0).toISOString(),
      endedAt: minute(120).toISOString(),
      topics: [{ topicId, title: 'Chuyên đề 1', ...span(5, 95) }],
      slides: [
        { at: minute(6).toISOString(), fileName: 'Bao bì.pdf', page: 1 },
        { at: minute(40).toISOString(), fileName: null, page: null },
      ],
      questions: [question.askedAt.toISOString()],
      answerings: [{ question: 'Nhãn cần ghi gì?', ...span(30, 33) }],
      polls: [{ prompt: 'Bạn thấy thế nào?', answers: 0, ...span(50, 53) }],
      outages: [
        { of: 'trainers', ...span(60, 66) },
        { of: 'server', ...span(66, 68) },
        { of: 'trainers', ...span(68, 70) },
      ],
    });
    // Two minutes are bridged for a learner, so the curve does not fall.
    expect(new Set(timeline.audience.slice(0, -4).map(({ learners }) => learners))).toEqual(new Set([1]));
  });

  it('keeps when a page was turned, and by what name the file went', async () => {
    const { db } = app.context;
    const material = await db.material.create({
      data: {
        topicId: series.topicIds[0] ?? '',
        clientId: randomUUID(),
        position: 1,
        fileName: 'Câu chuyện.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: Buffer.alloc(32),
        state: 'READY',
        pages: { create: { page: 1, width: 640, height: 360, widths: [640] } },
      },
    });
    const page = await trainer.client.join(code);
    const before = app.context.clock.now();
    await page.request('slide:lead', { slide: { materialId: material.id, page: 1 } });
    await page.request('slide:lead', { slide: null });
    const { slides } = await readTimeline();
    expect(slides).toMatchObject([
      { fileName: 'Câu chuyện.pdf', page: 1 },
      { fileName: null, page: null },
    ]);
    expect(Date.parse(slides[0]?.at ?? '')).toBeGreaterThanOrEqual(before.getTime());

    await page.request('slide:lead', { slide: { materialId: material.id, page: 1 } });
    await dataOf(trainer.client.http('DELETE', `/api/materials/${material.id}`));
    expect((await readTimeline()).slides.slice(2)).toMatchObject([
      { fileName: 'Câu chuyện.pdf', page: 1 },
      { fileName: null, page: null },
    ]);
    page.close();
  });
});

describe('the board of a session that is on', () => {
  it('sends everybody first, and then only those about whom something is new', async () => {
    const [hoa, lan] = [
      await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa'),
      await make.makeLearner(series.seriesId, 'Trần Thị Lan'),
    ];
    const first = await readBoard();
    expect(first.whole).toBe(true);
    expect(first.rows.map(({ name, present }) => ({ name, present }))).toEqual([
      { name: hoa.name, present: false },
      { name: lan.name, present: false },
    ]);
    expect(first.topics[0]?.windows).toMatchObject([{ to: null }]);

    const page = await lan.client.join(code);
    const came = await readUntil(first.asOf, (board) => board.rows.some(({ present }) => present));
    expect(came.whole).toBe(false);
    expect(came.rows).toMatchObject([{ personId: lan.personId, present: true }]);

    page.close();
    const left = await readUntil(came.asOf, (board) => board.rows.some(({ present }) => !present));
    expect(left.rows).toMatchObject([{ personId: lan.personId, present: false }]);
  });

  it('bridges what the rule of the series bridges, and so do the curve and the session’s report', async () => {
    const { db } = app.context;
    const start = Date.UTC(2021, 8, 28, 1);
    const minute = (minutes: number) => new Date(start + minutes * 60_000);
    const learner = await make.makeLearner(series.seriesId);
    await db.session.update({
      where: { id: sessionId },
      data: { state: 'ENDED', startedAt: minute(0), endedAt: minute(60) },
    });
    for (const [from, to] of [
      [0, 20],
      [28, 60],
    ] as const) {
      await db.presenceInterval.create({
        data: {
          id: randomUUID(),
          sessionId,
          personId: learner.personId,
          role: 'LEARNER',
          startedAt: minute(from),
          lastProofAt: minute(to),
          endedAt: minute(to),
        },
      });
    }
    const read = async () => {
      const board = await readBoard();
      const { audience } = await readTimeline();
      return {
        gap: board.rule.bridgedGapSeconds,
        seconds: board.rows.find(({ personId }) => personId === learner.personId)?.seconds,
        seenAway: audience.some(
          ({ at, learners }) =>
            at > minute(20).toISOString() && at < minute(28).toISOString() && learners === 0,
        ),
      };
    };
    expect(await read()).toEqual({ gap: 120, seconds: 52 * 60, seenAway: true });

    await db.attendanceRuleVersion.create({
      data: {
        id: randomUUID(),
        seriesId: series.seriesId,
        version: 1,
        rule: { ...defaultRule, bridgedGapSeconds: 600 },
        hash: Buffer.alloc(32),
        madeAt: minute(0),
      },
    });
    expect(await read()).toEqual({ gap: 600, seconds: 60 * 60, seenAway: false });
  });

  it('says of whom a hall speaks, and when it is taken back', async () => {
    const [host, villager] = [
      await make.makeLearner(series.seriesId),
      await make.makeLearner(series.seriesId),
    ];
    const hall = atHall(host.client, { session: { code } });
    await dataOf(hall.register({ name: 'Nhà văn hoá thôn 2' }));
    await dataOf(hall.change({ add: [villager.personId] }));
    const before = await readBoard();
    expect(before.rows.every((row) => row.hall === null)).toBe(true);

    const { attestations } = await dataOf<HallDto>(hall.attest([villager.personId]));
    const named = await readUntil(before.asOf, (board) => board.rows.length > 0);
    const [attestation] = attestations;
    expect(named.rows).toMatchObject([
      {
        personId: villager.personId,
        present: false,
        hall: { name: 'Nhà văn hoá thôn 2', namedAt: attestation?.at },
      },
    ]);
    await dataOf(hall.withdraw(attestation?.attestationId ?? ''));
    expect((await readBoard(named.asOf)).rows).toMatchObject([{ personId: villager.personId, hall: null }]);
  });

  it('sends everybody again to whoever was away for long, or asks for a time before this server began', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const answer = await readBoard(new Date(app.context.clock.now().getTime() - 6 * 60_000).toISOString());
    expect(answer.whole).toBe(true);
    expect(answer.rows.map(({ personId }) => personId)).toEqual([learner.personId]);
  });
});

describe('the trail of a learner', () => {
  const start = Date.UTC(2021, 8, 28, 1);
  const minute = (minutes: number) => new Date(start + minutes * 60_000);
  const readTrail = (personId: string) =>
    trainer.client.http<PersonTrailDto>('GET', `/api/series/${series.seriesId}/people/${personId}/trail`);

  it('shows what was recorded, what was made of it, and what was decided', async () => {
    const { db } = app.context;
    const [topicId = ''] = series.topicIds;
    const learner = await make.makeLearner(series.seriesId, 'Lò Văn Thắng');
    await db.session.update({
      where: { id: sessionId },
      data: { state: 'ENDED', startedAt: minute(0), endedAt: minute(100) },
    });
    await db.topicWindow.deleteMany({ where: { sessionId } });
    await db.topicWindow.create({
      data: { sessionId, topicId, startedAt: minute(0), endedAt: minute(100) },
    });
    await db.presenceInterval.createMany({
      data: [
        [-5, 30],
        [31, 50],
        [60, 100],
      ].map(([from = 0, to = 0]) => ({
        id: randomUUID(),
        sessionId,
        personId: learner.personId,
        role: 'LEARNER',
        startedAt: minute(from),
        lastProofAt: minute(to),
        endedAt: minute(to),
      })),
    });
    await db.attendanceCorrection.create({
      data: {
        id: randomUUID(),
        seriesId: series.seriesId,
        topicId,
        personId: learner.personId,
        outcome: 'CONFIRMED_BY_HAND',
        statusBefore: 'too_few_checks',
        secondsBefore: 5_400,
        ruleVersion: 0,
        reason: 'Mất điện cả xã.',
        madeById: trainer.personId,
        madeAt: minute(200),
      },
    });

    const trail = await dataOf<PersonTrailDto>(readTrail(learner.personId));
    expect(trail).toMatchObject({
      name: 'Lò Văn Thắng',
      versions: [{ current: true, topics: [{ seconds: 5_400, corrected: true }, { status: 'not_held' }] }],
      corrections: [
        {
          topicId,
          before: 'too_few_checks',
          outcome: 'confirmed_by_hand',
          reason: 'Mất điện cả xã.',
          madeBy: trainer.name,
          withdrawnAt: null,
        },
      ],
      objections: [],
    });
    expect(trail.sessions).toHaveLength(1);
    expect(trail.sessions[0]).toMatchObject({
      seconds: 5_400,
      connections: [{ role: 'learner' }, { role: 'learner' }, { role: 'learner' }],
      present: [
        { from: minute(0).toISOString(), to: minute(50).toISOString() },
        { from: minute(60).toISOString(), to: minute(100).toISOString() },
      ],
      gaps: [
        { from: minute(30).toISOString(), to: minute(31).toISOString(), bridged: true },
        { from: minute(50).toISOString(), to: minute(60).toISOString(), bridged: false },
      ],
    });
  });

  it('has the events of the record about them, with their numbers', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(code);
    await expect
      .poll(async () => {
        const { body } = await readTrail(learner.personId);
        return body.sessions[0]?.events.map(({ kind }) => kind);
      })
      .toContain('connection.joined');
    page.close();
  });

  it('is nobody’s who never was a learner of the series', async () => {
    const stranger = await make.makePerson();
    expect((await readTrail(stranger.personId)).status).toBe(404);
    const learner = await make.makeLearner((await make.makeSeries()).seriesId);
    expect((await readTrail(learner.personId)).status).toBe(404);
  });

  it('is not read by learners, their own neither: that is another page', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const path = `/api/series/${series.seriesId}/people/${learner.personId}/trail`;
    expect((await learner.client.http('GET', path)).status).toBe(403);
  });
});

it.each(['timeline', 'board'])('learners do not read the %s', async (part) => {
  const learner = await make.makeLearner(series.seriesId);
  const { status } = await learner.client.http('GET', `/api/sessions/${sessionId}/${part}`);
  expect(status).toBe(403);
});

async function readUntil(since: string, fits: (board: BoardDto) => boolean): Promise<BoardDto> {
  return expect
    .poll(() => readBoard(since), { timeout: 15_000, interval: 100 })
    .toSatisfy(fits)
    .then(() => readBoard(since));
}
