import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppErrorDto } from '#shared/errors.ts';
import type { AuditEntryDto } from '#shared/features/catalog.ts';
import type { PersonTrailDto } from '#shared/features/insight.ts';
import type { DeskObjectionDto, LearnerRecordDto, RecordTopicDto } from '#shared/features/records.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let sessionId: string;
let trainer: TestPerson;
let hoa: TestPerson;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

/** Two topics, of which one was taught for an hour until yesterday's noon; Hoà was there for half of it. */
beforeEach(async () => {
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId);
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoà');
  await hold({ endedDaysAgo: 1 });
});

async function hold({ endedDaysAgo }: { endedDaysAgo: number }): Promise<void> {
  const { db, clock } = app.context;
  const endedAt = new Date(clock.now().getTime() - endedDaysAgo * DAY_MS);
  const startedAt = new Date(endedAt.getTime() - 60 * MINUTE_MS);
  ({ sessionId } = await make.makeSession({ series, state: 'ended' }));
  await db.session.update({ where: { id: sessionId }, data: { startedAt, endedAt } });
  await db.topicWindow.deleteMany({ where: { session: { seriesId: series.seriesId } } });
  await db.topicWindow.create({
    data: { sessionId, topicId: series.topicIds[0] ?? '', startedAt, endedAt },
  });
  const leftAt = new Date(startedAt.getTime() + 30 * MINUTE_MS);
  await db.presenceInterval.create({
    data: {
      id: randomUUID(),
      sessionId,
      personId: hoa.personId,
      role: 'LEARNER',
      startedAt,
      lastProofAt: leftAt,
      endedAt: leftAt,
    },
  });
}

/** The last moment of the day in Vietnam that comes so many days after. */
function midnightAfter(at: string | null | undefined, days: number): string {
  const then = new Date(Date.parse(at ?? '') + days * DAY_MS);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(then);
  return new Date(`${day}T23:59:59.999+07:00`).toISOString();
}

type Answer<Body> = { status: number; body: Body & { error: AppErrorDto } };
const at = (path: string) => `/api/series/${series.seriesId}/${path}`;

async function readOwn(): Promise<LearnerRecordDto> {
  const { status, body } = await hoa.client.http<LearnerRecordDto>('GET', at('own-record'));
  expect(status).toBe(200);
  return body;
}
const firstTopic = ({ topics }: LearnerRecordDto): RecordTopicDto => topics[0] as RecordTopicDto;

function correct(change: Record<string, unknown> = {}): Promise<Answer<LearnerRecordDto>> {
  return trainer.client.http('POST', at('corrections'), {
    correctionId: randomUUID(),
    personId: hoa.personId,
    topicId: series.topicIds[0],
    outcome: 'confirmed_by_hand',
    reason: 'Có mặt tại hội trường xã, mất mạng từ phút 30',
    ...change,
  });
}

function object(change: Record<string, unknown> = {}): Promise<Answer<LearnerRecordDto>> {
  return hoa.client.http('POST', at('objections'), {
    objectionId: randomUUID(),
    topicId: series.topicIds[0],
    words: 'Em học đến hết buổi nhưng mạng bị rớt.',
    ...change,
  });
}

const readEvents = () =>
  app.context.db.attendanceEvent.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });

describe('one’s own record', () => {
  it('says of each topic how long one was there, what is missing and until when one may object', async () => {
    const record = await readOwn();
    expect(record).toMatchObject({ name: hoa.name, topicsPassed: 0, topicsNeeded: 2, qualifies: false });
    expect(record.topics).toMatchObject([
      { topicSeconds: 3600, seconds: 1800, secondsNeeded: 2880, status: 'too_short', missing: ['time'] },
      { topicSeconds: 0, seconds: 0, status: 'not_held', objectUntil: null },
    ]);
    const { endedAt, objectUntil } = firstTopic(record);
    expect(objectUntil).toBe(midnightAfter(endedAt, 7));
  });

  it('names each presence check with its time and what became of it', async () => {
    const { db } = app.context;
    const { startedAt } = await db.topicWindow.findFirstOrThrow({ where: { sessionId } });
    const at = (minute: number) => new Date(startedAt.getTime() + minute * MINUTE_MS);
    const shown = { sessionId, topicId: series.topicIds[0] ?? '', kind: 'TAP', state: 'CLOSED' } as const;
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    for (const [checkId, minute] of [[first, 5] as const, [second, 20] as const, [third, 50] as const]) {
      const times = {
        createdAt: at(minute),
        shownAt: at(minute),
        closesAt: at(minute + 4),
        closedAt: at(minute + 4),
      };
      await db.presenceCheck.create({ data: { id: checkId, ...shown, ...times } });
    }
    const { personId } = hoa;
    await db.presenceCheckAnswer.createMany({
      data: [
        { checkId: second, personId, outcome: 'EXPIRED', deliveredAt: at(20) },
        // Written on a page without a network, which found one two minutes later.
        {
          checkId: first,
          personId,
          outcome: 'ANSWERED',
          deliveredAt: at(5),
          writtenAt: at(6),
          answeredAt: at(8),
        },
      ],
    });
    const { topics } = await readOwn();
    expect(topics[0]?.checks).toEqual([
      {
        checkId: first,
        shownAt: at(5).toISOString(),
        outcome: 'answered',
        answeredAt: at(6).toISOString(),
      },
      { checkId: second, shownAt: at(20).toISOString(), outcome: 'expired', answeredAt: null },
    ]);
    expect(topics[1]?.checks).toEqual([]);
  });

  it('is shown to nobody else’s eyes: staff read it by another door, and no other learner does', async () => {
    const other = await make.makeLearner(series.seriesId);
    const door = at(`results/${hoa.personId}`);
    expect((await trainer.client.http('GET', door)).status).toBe(200);
    expect((await other.client.http('GET', door)).status).toBe(403);
  });
});

describe('a correction', () => {
  it('stands in place of the record, with what was there before, who made it, when and why', async () => {
    const { status, body } = await correct();
    expect(status).toBe(200);
    expect(firstTopic(body)).toMatchObject({
      status: 'confirmed_by_hand',
      counts: true,
      seconds: 1800,
      corrections: [
        {
          outcome: 'confirmed_by_hand',
          statusBefore: 'too_short',
          secondsBefore: 1800,
          madeBy: trainer.name,
        },
      ],
    });
    expect(firstTopic(await readOwn()).status).toBe('confirmed_by_hand');
  });

  it('is written into the record of the session without its words', async () => {
    await correct();
    const [event] = await readEvents();
    expect(event).toMatchObject({ kind: 'correction.made', personId: hoa.personId });
    expect(event?.body).toContain('"statusBefore":"too_short"');
    expect(event?.body).not.toContain('hội trường');
  });

  it('that is withdrawn is kept, and the record stands again', async () => {
    const correctionId = randomUUID();
    await correct({ correctionId });
    const door = at(`corrections/${correctionId}/withdrawal`);
    const reason = 'Nhầm người cùng tên';
    const { body } = await trainer.client.http<LearnerRecordDto>('POST', door, { reason });
    expect(firstTopic(body)).toMatchObject({
      status: 'too_short',
      corrections: [{ correctionId, withdrawnBy: trainer.name, withdrawalReason: reason }],
    });
    await trainer.client.http('POST', door, { reason });
    expect((await readEvents()).map(({ kind }) => kind)).toEqual(['correction.made', 'correction.withdrawn']);
  });

  it('takes the place of an earlier one: one decision stands at a time', async () => {
    await correct();
    const { body } = await correct({ outcome: 'absent', reason: 'Người khác học thay' });
    const { status, corrections } = firstTopic(body);
    expect(status).toBe('absent');
    expect(corrections.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([true, false]);
    expect(corrections[0]?.statusBefore).toBe('confirmed_by_hand');
  });

  it('that is sent again is made once, and with other content is refused', async () => {
    const correctionId = randomUUID();
    await correct({ correctionId });
    expect(firstTopic((await correct({ correctionId })).body).corrections).toHaveLength(1);
    expect(await correct({ correctionId, outcome: 'excused' })).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    });
  });

  it('needs a reason, a topic that was taught and a learner of the series', async () => {
    expect((await correct({ reason: ' ' })).body.error).toMatchObject({ details: { fields: ['reason'] } });
    expect((await correct({ topicId: series.topicIds[1] })).body.error.code).toBe('wrong_state');
    expect((await correct({ personId: trainer.personId })).status).toBe(404);
  });

  it('is no moderator’s to make', async () => {
    const moderator = await make.makeModerator(series.seriesId);
    expect((await moderator.client.http('POST', at('corrections'), {})).status).toBe(403);
  });
});

describe('an objection', () => {
  const desk = async () =>
    (
      await trainer.client.http<{ open: DeskObjectionDto[]; decided: DeskObjectionDto[] }>(
        'GET',
        at('objections'),
      )
    ).body;
  const decide = (objectionId: string, decision: Record<string, unknown>) =>
    trainer.client.http<DeskObjectionDto & { error: AppErrorDto }>(
      'POST',
      at(`objections/${objectionId}/decision`),
      decision,
    );

  it('waits for staff with the day by which it is due', async () => {
    expect((await object()).status).toBe(200);
    const { open, decided } = await desk();
    expect(open).toMatchObject([{ name: hoa.name, topicTitle: 'Chuyên đề 1', accepted: null }]);
    expect(open[0]?.dueAt).toBe(midnightAfter(open[0]?.madeAt, 7));
    expect(decided).toEqual([]);
  });

  it('that is accepted corrects the record, and the learner reads the reason', async () => {
    const objectionId = randomUUID();
    await object({ objectionId });
    const reason = 'Danh sách ký tại xã có tên.';
    const decision = { accepted: true, correctionId: randomUUID(), outcome: 'confirmed_by_hand', reason };
    expect((await decide(objectionId, decision)).body).toMatchObject({
      accepted: true,
      decidedBy: trainer.name,
    });
    expect((await decide(objectionId, decision)).status).toBe(200);
    // The same act with another outcome is another decision, and so is the same outcome as another act.
    expect((await decide(objectionId, { ...decision, outcome: 'excused' })).body.error.code).toBe('conflict');
    const anew = await decide(objectionId, { ...decision, correctionId: randomUUID() });
    expect(anew.body.error.code).toBe('wrong_state');
    expect(firstTopic(await readOwn())).toMatchObject({
      status: 'confirmed_by_hand',
      objections: [{ accepted: true, decisionReason: reason }],
      corrections: [{ reason }],
    });
  });

  it('that is refused leaves the record as it is, and cannot be decided otherwise later', async () => {
    const objectionId = randomUUID();
    await object({ objectionId });
    await decide(objectionId, { accepted: false, reason: 'Không có tín hiệu từ phút 30.' });
    expect(firstTopic(await readOwn())).toMatchObject({
      status: 'too_short',
      objections: [{ accepted: false }],
    });
    const other = await decide(objectionId, {
      accepted: true,
      correctionId: randomUUID(),
      outcome: 'excused',
      reason: 'Nghĩ lại',
    });
    expect(other.body.error.code).toBe('wrong_state');
  });

  it('is one at a time for a topic, and three in all', async () => {
    for (let made = 0; made < 3; made += 1) {
      const objectionId = randomUUID();
      expect((await object({ objectionId })).status).toBe(200);
      expect((await object()).body.error.code).toBe('wrong_state');
      await decide(objectionId, { accepted: false, reason: 'Không đủ căn cứ.' });
    }
    expect((await object()).body.error).toEqual({ code: 'limit_reached', details: { max: 3 } });
  });

  it('comes too late after the days of the rule, and has no place where nothing was taught or all is passed', async () => {
    expect((await object({ topicId: series.topicIds[1] })).body.error.code).toBe('wrong_state');
    await correct();
    expect((await object()).body.error.code).toBe('wrong_state');
    const late = await make.makeSeries();
    series = late;
    hoa = await make.makeLearner(late.seriesId);
    await hold({ endedDaysAgo: 8 });
    expect((await object()).body.error.code).toBe('wrong_state');
  });
});

describe('a test score', () => {
  const enter = (scorePercent: number | null, { personId = hoa.personId, reason = 'Chấm lại câu 7' } = {}) =>
    trainer.client.http<{ error: AppErrorDto }>('POST', at('test-scores'), {
      scores: [{ personId, scorePercent }],
      reason,
    });

  it('is the newest that was entered, and can be taken back', async () => {
    await enter(45.5);
    await enter(80);
    expect((await readOwn()).testScorePercent).toBe(80);
    await enter(null);
    expect((await readOwn()).testScorePercent).toBe(null);
  });

  it('that is changed or taken back stays in the log with what it was, whose and by whom', async () => {
    await enter(45.5);
    await enter(45.5);
    await enter(80);
    await enter(null);
    const organiser = await make.makeOrganiser();
    const { body } = await organiser.client.http<{ entries: AuditEntryDto[] }>('GET', at('audit'));
    const changes = body.entries.filter(({ action }) => action === 'test_score.changed');
    expect(changes.map(({ actorName, details }) => [actorName, details])).toEqual(
      [
        { before: 80, after: null },
        { before: 45.5, after: 80 },
      ].map((change) => [
        trainer.name,
        {
          personId: hoa.personId,
          personName: 'Nguyễn Thị Hoà',
          beforeAt: expect.any(String),
          beforeById: trainer.personId,
          reason: 'Chấm lại câu 7',
          ...change,
        },
      ]),
    );
  });

  it('needs no reason the first time and none to be said again, but takes the place of no other without one', async () => {
    expect((await enter(45.5, { reason: '' })).status).toBe(200);
    expect((await enter(45.5, { reason: '' })).status).toBe(200);
    for (const other of [80, null]) {
      const { status, body } = await enter(other, { reason: '  ' });
      expect([status, body.error.code, body.error.details?.fields]).toEqual([400, 'malformed', ['reason']]);
    }
    expect((await readOwn()).testScorePercent).toBe(45.5);
  });

  it('stands on the trail with what it was before, and why', async () => {
    await enter(45.5);
    await enter(80);
    const path = at(`people/${hoa.personId}/trail`);
    const { body } = await trainer.client.http<PersonTrailDto>('GET', path);
    expect(body.score).toMatchObject({
      scorePercent: 80,
      enteredBy: trainer.name,
      changes: [{ before: 45.5, after: 80, reason: 'Chấm lại câu 7', changedBy: trainer.name }],
    });
  });

  it('is of learners of the series only', async () => {
    expect((await enter(50, { personId: trainer.personId })).status).toBe(404);
  });
});
