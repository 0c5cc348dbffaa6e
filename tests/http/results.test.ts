import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { topicStatuses } from '#shared/attendance-judgement.ts';
import { defaultRule } from '#shared/attendance-rule.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import type { CheckEnding } from '#shared/presence-checks.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let sessionId: string;
let organiser: TestPerson;
let hoa: TestPerson;

const start = Date.UTC(2021, 8, 28, 1);
const minute = (minutes: number): Date => new Date(start + minutes * 60_000);

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

/** Two topics of an hour each, in one session that has ended. */
beforeEach(async () => {
  series = await make.makeSeries();
  sessionId = await holdSession(
    [0, 120],
    [
      [0, 0, 60],
      [1, 60, 120],
    ],
  );
  organiser = await make.makeOrganiser();
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
});

async function holdSession(
  [from, to]: [number, number],
  windows: [topic: number, from: number, to: number][],
): Promise<string> {
  const made = await make.makeSession({ series, state: 'ended' });
  const { db } = app.context;
  await db.session.update({
    where: { id: made.sessionId },
    data: { startedAt: minute(from), endedAt: minute(to), lobbyOpenedAt: minute(from - 30) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId: made.sessionId } });
  await db.topicWindow.createMany({
    data: windows.map(([topic, from, to]) => ({
      sessionId: made.sessionId,
      topicId: series.topicIds[topic] ?? '',
      startedAt: minute(from),
      endedAt: minute(to),
    })),
  });
  return made.sessionId;
}

async function attend(
  { personId }: { personId: string },
  stays: [from: number, to: number][],
  session = sessionId,
): Promise<void> {
  await app.context.db.presenceInterval.createMany({
    data: stays.map(([from, to]) => ({
      id: randomUUID(),
      sessionId: session,
      personId,
      role: 'LEARNER',
      startedAt: minute(from),
      lastProofAt: minute(to),
      endedAt: minute(to),
    })),
  });
}

async function read(query = ''): Promise<SeriesResultsDto> {
  const answer = await organiser.client.http<SeriesResultsDto>(
    'GET',
    `/api/series/${series.seriesId}/results${query}`,
  );
  expect(answer.status).toBe(200);
  return answer.body;
}

async function readStatuses({ personId }: { personId: string }, query = ''): Promise<string[]> {
  const { learners } = await read(query);
  const found = learners.find((learner) => learner.personId === personId);
  return (found?.topics ?? []).map(([status]) => topicStatuses[status] ?? '');
}

describe('a topic', () => {
  it('is passed with four fifths of its time, over all of one’s devices', async () => {
    await attend(hoa, [
      [0, 30],
      [25, 48],
      [60, 107],
    ]);
    expect(await readStatuses(hoa)).toEqual(['passed', 'too_short']);
  });

  it('that goes on in another session is one topic', async () => {
    const next = await holdSession([1_440, 1_500], [[1, 1_440, 1_500]]);
    const an = await make.makeLearner(series.seriesId, 'Trần Văn An');
    for (const learner of [hoa, an]) await attend(learner, [[60, 120]]);
    await attend(hoa, [[1_440, 1_500]], next);
    expect(await readStatuses(an)).toEqual(['absent', 'too_short']);
    expect(await readStatuses(hoa)).toEqual(['absent', 'passed']);
    expect((await read()).topics.map(({ seconds }) => seconds)).toEqual([3_600, 7_200]);
  });

  it('that was not taught yet is nobody’s fault, and counts among those that are needed', async () => {
    await app.context.db.topicWindow.deleteMany({ where: { topicId: series.topicIds[1] ?? '' } });
    await attend(hoa, [[0, 60]]);
    const { topicsNeeded, learners } = await read();
    expect(topicsNeeded).toBe(2);
    expect(await readStatuses(hoa)).toEqual(['passed', 'not_held']);
    expect(learners[0]).toMatchObject({ topicsPassed: 1, qualifies: false, reasons: ['topics'] });
  });
});

describe('beside one’s own presence', () => {
  const topicId = () => series.topicIds[0] ?? '';

  async function ask(
    outcomes: Record<string, 'ANSWERED' | 'EXPIRED' | 'EXCUSED' | 'NOT_DELIVERED'>,
    ending: CheckEnding = 'time',
  ): Promise<void> {
    const checkId = randomUUID();
    await app.context.db.presenceCheck.create({
      data: {
        id: checkId,
        sessionId,
        topicId: topicId(),
        kind: 'TAP',
        state: 'CLOSED',
        ending,
        createdAt: minute(10),
        answers: {
          create: Object.entries(outcomes).map(([personId, outcome]) => ({ personId, outcome })),
        },
      },
    });
  }

  it('checks that reached somebody count, and those that did not are nothing to them', async () => {
    const an = await make.makeLearner(series.seriesId, 'Trần Văn An');
    for (const learner of [hoa, an]) await attend(learner, [[0, 60]]);
    await ask({ [hoa.personId]: 'ANSWERED', [an.personId]: 'ANSWERED' });
    for (let more = 0; more < 3; more += 1) {
      await ask({ [hoa.personId]: 'NOT_DELIVERED', [an.personId]: 'EXPIRED' });
    }
    expect((await readStatuses(hoa))[0]).toBe('passed');
    expect((await readStatuses(an))[0]).toBe('too_few_checks');
  });

  it.each(['closed_early', 'topic_ended'] as const)(
    'a check whose time was cut short (%s) is asked of nobody, and helps whoever had answered it',
    async (ending) => {
      const an = await make.makeLearner(series.seriesId, 'Trần Văn An');
      for (const learner of [hoa, an]) await attend(learner, [[0, 60]]);
      await ask({ [hoa.personId]: 'EXCUSED', [an.personId]: 'ANSWERED' }, ending);
      expect((await readStatuses(hoa))[0]).toBe('passed');
      expect((await readStatuses(an))[0]).toBe('passed');
    },
  );

  it('a hall stands in for who was named there twice, and codes for who entered enough of them', async () => {
    const an = await make.makeLearner(series.seriesId, 'Trần Văn An');
    const { db } = app.context;
    const hall = await db.hall.create({
      data: {
        id: randomUUID(),
        sessionId,
        attesterId: organiser.personId,
        name: 'Hội trường UBND xã',
        place: 'Nam Cát',
        secret: new Uint8Array(randomBytes(32)),
        createdAt: minute(0),
        confirmedAt: minute(0),
      },
    });
    for (const at of [5, 50]) {
      await db.hallAttestation.create({
        data: {
          id: randomUUID(),
          hallId: hall.id,
          topicId: topicId(),
          at: minute(at),
          personIds: [hoa.personId],
          confirmedIds: [],
        },
      });
    }
    for (const letters of ['AAAA', 'BBBB']) {
      await db.viewerCode.create({
        data: {
          id: randomUUID(),
          sessionId,
          topicId: topicId(),
          letters,
          shownAt: minute(20),
          closesAt: minute(25),
          entries: { create: { personId: an.personId, at: minute(21) } },
        },
      });
    }
    expect((await readStatuses(hoa))[0]).toBe('in_hall');
    expect((await readStatuses(an))[0]).toBe('external');
  });
});

describe('the list', () => {
  it('has who is enrolled and never came, and who came and is enrolled no longer', async () => {
    const gone = await make.makeLearner(series.seriesId, 'Lê Văn Bình');
    await attend(gone, [[0, 120]]);
    const never = await make.makeLearner(series.seriesId, 'Trần Văn An');
    const promoted = await make.makeTrainer(series.seriesId);
    const { db } = app.context;
    await db.enrolment.create({ data: { seriesId: series.seriesId, personId: promoted.personId } });
    await db.enrolment.updateMany({
      where: { personId: gone.personId },
      data: { removedAt: new Date() },
    });
    expect((await read()).learners.map(({ name, enrolled }) => [name, enrolled])).toEqual([
      [never.name, true],
      [gone.name, false],
      [hoa.name, true],
    ]);
  });
});

describe('two versions of the rule', () => {
  async function changeRule(after: number, minimumSharePercent: number): Promise<void> {
    const answer = await organiser.client.http('POST', `/api/series/${series.seriesId}/attendance-rule`, {
      ruleId: randomUUID(),
      after,
      rule: { ...defaultRule, minimumSharePercent },
      reason: 'Theo công văn của Sở',
    });
    expect(answer.status).toBe(200);
  }

  it('both stand, the newest in force, and those on whom they differ are named', async () => {
    await attend(hoa, [
      [0, 45],
      [60, 120],
    ]);
    await changeRule(0, 85);
    await changeRule(1, 70);
    expect(await readStatuses(hoa)).toEqual(['passed', 'passed']);
    expect(await readStatuses(hoa, '?version=1')).toEqual(['too_short', 'passed']);
    const compared = await read('?version=2&compareWith=1');
    expect(compared.rule.version).toBe(2);
    const [{ topicId } = { topicId: '' }] = compared.topics;
    expect(compared.differs).toEqual([
      {
        personId: hoa.personId,
        topicsPassed: 1,
        qualifies: false,
        topics: [{ topicId, status: 'too_short' }],
      },
    ]);
  });

  it('that do not exist are not found', async () => {
    const answer = await organiser.client.http('GET', `/api/series/${series.seriesId}/results?version=7`);
    expect(answer.status).toBe(404);
  });
});
