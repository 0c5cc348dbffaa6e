import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultFeedbackForm } from '#server/features/feedback/default-form.ts';
import {
  type FeedbackAnswers,
  type FeedbackFormDto,
  type FeedbackQuestion,
  type FeedbackResultDto,
  feedbackQuestions,
} from '#shared/features/feedback.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
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
  session = await make.makeSession({ series, state: 'ended' });
  trainer = await make.makeTrainer(series.seriesId);
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
});

const roomPath = () => `/api/rooms/${session.code}/feedback`;
const formPath = () => `/api/sessions/${session.sessionId}/feedback-form`;

const readOwn = ({ client }: TestPerson = hoa) => dataOf<FeedbackFormDto>(client.http('GET', roomPath()));
const send = (answers: unknown, { client }: TestPerson = hoa) => client.http('PUT', roomPath(), { answers });
const changeForm = (questions: unknown, { client }: TestPerson = trainer) =>
  client.http('PUT', formPath(), { questions });
const readForm = () =>
  dataOf<{ questions: FeedbackQuestion[]; answerCount: number }>(trainer.client.http('GET', formPath()));
const readResults = () =>
  dataOf<{ responses: number; attended: number; lastAt: string | null; results: FeedbackResultDto[] }>(
    trainer.client.http('GET', `/api/sessions/${session.sessionId}/feedback-results`),
  );
const resultOf = async (questionId: string) =>
  (await readResults()).results.find(({ question }) => question.questionId === questionId);
const stored = () => app.context.db.feedbackAnswer.findMany({ where: { sessionId: session.sessionId } });
const moveTo = (state: 'LIVE' | 'ENDED' | 'ARCHIVED') =>
  app.context.db.session.update({ where: { id: session.sessionId }, data: { state } });

const ownForm: FeedbackQuestion[] = [
  { questionId: 'stars', kind: 'rating', label: 'Mấy sao?', required: true },
  { questionId: 'one', kind: 'choice', label: 'Chọn một', required: false, options: ['A', 'B', 'C'] },
  { questionId: 'some', kind: 'choices', label: 'Chọn vài cái', required: false, options: ['X', 'Y', 'Z'] },
  { questionId: 'words', kind: 'text', label: 'Viết gì đó', required: false },
];

describe('the form', () => {
  it('is there from the beginning, without anybody having made it', async () => {
    expect(feedbackQuestions.safeParse(defaultFeedbackForm).success).toBe(true);
    expect(await readOwn()).toEqual({ questions: defaultFeedbackForm, open: true, answers: null });
    expect(await readForm()).toEqual({ questions: defaultFeedbackForm, answerCount: 0 });
    expect(await app.context.db.feedbackForm.count({ where: { sessionId: session.sessionId } })).toBe(0);
  });

  it('is the trainer’s own once they have changed it, and the change is in the audit', async () => {
    expect(await dataOf(changeForm(ownForm))).toEqual({ questions: ownForm, answerCount: 0 });
    expect((await readOwn()).questions).toEqual(ownForm);
    const audit = () => app.context.db.auditEntry.findMany({ where: { sessionId: session.sessionId } });
    expect(await audit()).toMatchObject([
      {
        action: 'feedback_form.changed',
        actorId: trainer.personId,
        seriesId: series.seriesId,
        details: { questions: 4, answers: 0 },
      },
    ]);
    // Saying the same again is no change.
    await dataOf(changeForm(ownForm));
    expect(await audit()).toHaveLength(1);
  });

  it('can only be reworded once answers are in', async () => {
    await dataOf(changeForm(ownForm));
    await dataOf(send({ stars: 4, one: 2 }));
    const reworded = ownForm.map((question) => ({ ...question, label: `${question.label} (sửa)` }));
    expect(await dataOf(changeForm(reworded))).toEqual({ questions: reworded, answerCount: 1 });

    const [stars, one, some, words] = reworded;
    for (const [fields, questions] of [
      [['words'], [stars, one, some]],
      [['more'], [...reworded, { ...words, questionId: 'more' }]],
      [['one'], [stars, { ...one, options: ['A', 'C', 'B'] }, some, words]],
      [['words'], [stars, one, some, { ...words, required: true }]],
      [['words'], [stars, one, some, { questionId: 'words', kind: 'rating', label: 'x', required: false }]],
    ]) {
      expect(await errorOf(changeForm(questions))).toEqual({ code: 'wrong_state', details: { fields } });
    }
    expect((await readForm()).questions).toEqual(reworded);
  });

  it('stays as it was asked from the first answer on, also where it was the usual one', async () => {
    await dataOf(send({ overall: 5 }));
    const form = await app.context.db.feedbackForm.findUnique({ where: { sessionId: session.sessionId } });
    expect(form?.questions).toEqual(defaultFeedbackForm);
  });

  it('is refused malformed, and for a session that is archived', async () => {
    const [stars] = ownForm;
    for (const questions of [
      [],
      [stars, stars],
      [{ ...stars, kind: 'stars' }],
      [{ ...stars, label: '  ' }],
      [{ questionId: 'one', kind: 'choice', label: 'Một', required: false, options: ['A'] }],
      Array.from({ length: 21 }, (_, index) => ({ ...stars, questionId: `q${index}` })),
    ]) {
      expect(await codeOf(changeForm(questions))).toBe('malformed');
    }
    await moveTo('ARCHIVED');
    expect(await codeOf(changeForm(ownForm))).toBe('wrong_state');
    expect((await readForm()).questions).toEqual(defaultFeedbackForm);
  });
});

describe('answers', () => {
  it('are stored once, however often they are sent, and the last ones stand', async () => {
    await Promise.all(Array.from({ length: 6 }, () => dataOf(send({ overall: 3 }))));
    await dataOf(send({ overall: 5, helped: 'Ví dụ thật' }));
    expect(await stored()).toHaveLength(1);
    expect((await readOwn()).answers).toEqual({ overall: 5, helped: 'Ví dụ thật' });
    expect(await readResults()).toMatchObject({ responses: 1 });
    expect((await resultOf('overall'))?.counts).toEqual([0, 0, 0, 0, 1]);
  });

  it('are one’s own: nobody reads those of another', async () => {
    const lan = await make.makeLearner(series.seriesId);
    await dataOf(send({ overall: 1, better: 'Chỉ mình tôi biết' }));
    expect((await readOwn(lan)).answers).toBeNull();
  });

  it('are taken from the end until the session, or its series, is archived', async () => {
    for (const state of ['LIVE', 'ARCHIVED'] as const) {
      await moveTo(state);
      expect(await codeOf(send({ overall: 4 }))).toBe('wrong_state');
      expect((await readOwn()).open).toBe(false);
    }
    await moveTo('ENDED');
    await app.context.db.series.update({ where: { id: series.seriesId }, data: { archivedAt: new Date() } });
    expect(await codeOf(send({ overall: 4 }))).toBe('wrong_state');
    expect((await readOwn()).open).toBe(false);
    expect(await stored()).toHaveLength(0);
  });

  it('are learners’ alone', async () => {
    const elsewhere = await make.makeLearner((await make.makeSeries()).seriesId);
    expect(await codeOf(send({ overall: 5 }, trainer))).toBe('not_allowed');
    expect(await codeOf(send({ overall: 5 }, elsewhere))).toBe('not_found');
    expect(await codeOf(make.makeStranger().http('PUT', roomPath(), { answers: { overall: 5 } }))).toBe(
      'not_signed_in',
    );
    expect(await stored()).toHaveLength(0);
  });

  it('that do not fit the form are refused by the name of the question, and nothing is written', async () => {
    await dataOf(changeForm(ownForm));
    for (const [field, answers] of [
      ['stars', {}],
      ['stars', { one: 1 }],
      ['stars', { stars: 0 }],
      ['stars', { stars: 6 }],
      ['stars', { stars: 'năm' }],
      ['one', { stars: 5, one: 3 }],
      ['one', { stars: 5, one: [0] }],
      ['some', { stars: 5, some: [0, 0] }],
      ['some', { stars: 5, some: [3] }],
      ['some', { stars: 5, some: 1 }],
      ['words', { stars: 5, words: 7 }],
      ['other', { stars: 5, other: 1 }],
    ] as const) {
      expect(await errorOf(send(answers))).toEqual({
        code: 'malformed',
        details: { fields: [`answers.${field}`] },
      });
    }
    for (const answers of [
      null,
      'x',
      { stars: 4.5 },
      { stars: 5, words: 'x'.repeat(2_001) },
      { stars: { $gt: 0 } },
    ]) {
      expect(await codeOf(send(answers))).toBe('malformed');
    }
    expect(await stored()).toHaveLength(0);
  });

  it('that are empty are none', async () => {
    await dataOf(changeForm(ownForm));
    await dataOf(send({ stars: 2, some: [], words: '   ' }));
    expect((await readOwn()).answers).toEqual({ stars: 2 });
  });
});

describe('results', () => {
  it('count each question, with a mean for ratings and the texts, newest first, without names', async () => {
    await dataOf(changeForm(ownForm));
    const answers: FeedbackAnswers[] = [
      { stars: 5, one: 0, some: [0, 2], words: 'Rất bổ ích' },
      { stars: 4, one: 0, some: [2] },
      { stars: 4, one: 2, words: 'Nên có thêm ví dụ' },
    ];
    const learners: TestPerson[] = [];
    for (const answer of answers) {
      const learner = await make.makeLearner(series.seriesId, 'Tên Bí Mật');
      await dataOf(send(answer, learner));
      learners.push(learner);
    }

    const results = await readResults();
    expect(results).toMatchObject({ responses: 3, lastAt: expect.any(String) });
    expect(results.results).toEqual([
      { question: ownForm[0], answered: 3, counts: [0, 0, 0, 2, 1], mean: 4.33, texts: [] },
      { question: ownForm[1], answered: 3, counts: [2, 0, 1], mean: null, texts: [] },
      { question: ownForm[2], answered: 2, counts: [1, 0, 2], mean: null, texts: [] },
      {
        question: ownForm[3],
        answered: 2,
        counts: [],
        mean: null,
        texts: ['Nên có thêm ví dụ', 'Rất bổ ích'],
      },
    ]);
    const text = JSON.stringify(results);
    expect(text).not.toContain('Tên Bí Mật');
    for (const { personId } of learners) expect(text).not.toContain(personId);
  });

  it('say how many learners were there while it was live: whom the answers stand for', async () => {
    const { startedAt, endedAt } = await app.context.db.session.findUniqueOrThrow({
      where: { id: session.sessionId },
    });
    const at = (from: Date | null, minutes: number) => new Date((from?.getTime() ?? 0) + minutes * 60_000);
    const record = (personId: string, from: Date, to: Date, role = 'LEARNER') =>
      app.context.db.presenceInterval.create({
        data: {
          id: randomUUID(),
          sessionId: session.sessionId,
          personId,
          role,
          startedAt: from,
          lastProofAt: to,
          endedAt: to,
        },
      });
    const early = await make.makeLearner(series.seriesId);
    await record(hoa.personId, at(startedAt, 1), at(startedAt, 2));
    await record(hoa.personId, at(startedAt, 3), at(endedAt, 0));
    await record(early.personId, at(startedAt, -9), at(startedAt, -8));
    await record(trainer.personId, at(startedAt, 0), at(endedAt, 0), 'TRAINER');
    expect(await readResults()).toMatchObject({ attended: 1, responses: 0, lastAt: null });
  });

  it('are for staff of the series alone', async () => {
    const path = `/api/sessions/${session.sessionId}/feedback-results`;
    const moderator = await make.makeModerator(series.seriesId);
    expect((await moderator.client.http('GET', path)).status).toBe(200);
    expect(await codeOf(hoa.client.http('GET', path))).toBe('not_allowed');
    expect(await codeOf(changeForm(ownForm, moderator))).toBe('not_allowed');
    const elsewhere = await make.makeTrainer((await make.makeSeries()).seriesId);
    expect(await codeOf(elsewhere.client.http('GET', path))).toBe('not_found');
  });
});

it('of a first answer and a change of the form at the same moment, one sees the other', async () => {
  for (let round = 0; round < 10; round += 1) {
    session = await make.makeSession({ series, state: 'ended' });
    const [sent, changed] = await Promise.all([send({ overall: 5 }), changeForm(ownForm)]);
    const outcome = [sent.status, changed.status];
    // Either the answer was first and the form may not change any more, or the new form does not know the question.
    expect([
      [200, 409],
      [400, 200],
    ]).toContainEqual(outcome);
    expect(await stored()).toHaveLength(sent.status === 200 ? 1 : 0);
  }
});
