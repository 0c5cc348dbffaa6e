import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let hoa: TestPerson;
let lan: TestPerson;
let hoaPage: TestPage;
let lanPage: TestPage;
let trainerPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  lan = await make.makeLearner(series.seriesId, 'Lê Thị Lan');
  const trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  [hoaPage, lanPage, trainerPage] = await Promise.all([
    hoa.client.join(session.code),
    lan.client.join(session.code),
    trainer.client.join(session.code),
  ]);
  return () => {
    for (const page of [hoaPage, lanPage, trainerPage]) page.close();
  };
});

async function ask(
  page: TestPage,
  { body = 'Hồ sơ cần những gì?', anonymous = false, clientId = randomUUID() } = {},
) {
  const { question } = await page.request('question:ask', { clientId, body, anonymous });
  return question;
}

const rows = () => app.context.db.question.findMany({ where: { sessionId: session.sessionId } });

describe('asking', () => {
  it('reaches learners and staff, with the running topic', async () => {
    const { questionId } = await ask(hoaPage);
    const seen = await lanPage.waitFor('question:changed', (news) => news.question.questionId === questionId);
    expect(seen.question).toMatchObject({
      authorName: 'Nguyễn Thị Hoa',
      state: 'open',
      votes: 0,
      topicId: series.topicIds[0],
    });
    await trainerPage.waitFor('question:staff_changed', (news) => news.question.questionId === questionId);
  });

  it('keeps the name of whoever asks without one from other learners, on every way it could travel', async () => {
    const { questionId } = await ask(hoaPage, { anonymous: true });
    const seen = await lanPage.waitFor('question:changed', (news) => news.question.questionId === questionId);
    expect(seen.question.authorName).toBeNull();

    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    for (const page of [lanPage, late]) {
      const everything = JSON.stringify([page.news, page.joined]);
      expect(everything).not.toContain('Nguyễn Thị Hoa');
      expect(everything).not.toContain(hoa.personId);
    }
    const staff = await trainerPage.waitFor(
      'question:staff_changed',
      (news) => news.question.questionId === questionId,
    );
    expect(staff.question).toMatchObject({ askerName: 'Nguyễn Thị Hoa', anonymous: true });
  });

  it('happens once and is told once, however often it is sent, also at the same moment', async () => {
    const clientId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(hoaPage, { clientId })));
    expect(new Set(answers.map((answer) => answer.questionId)).size).toBe(1);
    expect(await rows()).toHaveLength(1);

    const { questionId } = await ask(hoaPage, { body: 'Câu sau' });
    await lanPage.waitFor('question:changed', ({ question }) => question.questionId === questionId);
    const told = lanPage.news.filter(({ name }) => name === 'question:changed');
    expect(told).toHaveLength(2);
  });

  it('refuses the same client-made id with other words', async () => {
    const clientId = randomUUID();
    await ask(hoaPage, { clientId });
    await expect(ask(hoaPage, { clientId, body: 'Khác' })).rejects.toMatchObject({
      error: { code: 'conflict' },
    });
    expect(await rows()).toHaveLength(1);
  });

  it('lets two people use the same client-made id without meeting', async () => {
    const clientId = randomUUID();
    await ask(hoaPage, { clientId, body: 'Của Hoa' });
    await ask(lanPage, { clientId, body: 'Của Lan' });
    expect((await rows()).map((row) => row.body).sort()).toEqual(['Của Hoa', 'Của Lan']);
  });

  it('stops at the bound of waiting questions, and says so', async () => {
    for (let count = 0; count < 20; count += 1) await ask(hoaPage, { body: `Câu ${count}` });
    await expect(ask(hoaPage)).rejects.toMatchObject({
      error: { code: 'limit_reached', details: { max: 20 } },
    });
    expect(await rows()).toHaveLength(20);
  });

  it('is refused once the session has ended', async () => {
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { state: 'ENDED' } });
    await expect(ask(hoaPage)).rejects.toMatchObject({ error: { code: 'wrong_state' } });
  });
});

describe('holding questions for approval', () => {
  beforeEach(async () => {
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { holdQuestions: true } });
  });

  it('shows a held question to its asker and to staff alone, until it is let through', async () => {
    const question = await ask(hoaPage);
    expect(question.state).toBe('held');
    await trainerPage.waitFor('question:staff_changed', (news) => news.question.state === 'held');

    await trainerPage.request('question:move', { questionId: question.questionId, to: 'open' });
    const first = await lanPage.waitFor('question:changed');
    expect(first.question.state).toBe('open');
    await hoaPage.waitFor('question:own_changed', (news) => news.question.state === 'open');
  });

  it('lets nobody vote for what they cannot see', async () => {
    const { questionId } = await ask(hoaPage);
    await expect(lanPage.request('question:vote', { questionId, voted: true })).rejects.toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('voting', () => {
  it('counts one vote a person, however often it is sent, and takes it back', async () => {
    const { questionId } = await ask(hoaPage);
    const votes = await Promise.all(
      Array.from({ length: 5 }, () => lanPage.request('question:vote', { questionId, voted: true })),
    );
    expect(votes.map((vote) => vote.votes)).toEqual([1, 1, 1, 1, 1]);
    await hoaPage.waitFor('question:voted', (news) => news.questionId === questionId && news.votes === 1);
    expect(await lanPage.request('question:vote', { questionId, voted: false })).toMatchObject({ votes: 0 });
  });

  it('loses none of many at the same moment', async () => {
    const { questionId } = await ask(hoaPage);
    const voters = await Promise.all(
      Array.from({ length: 12 }, async () =>
        (await make.makeLearner(series.seriesId)).client.join(session.code),
      ),
    );
    await Promise.all(voters.map((page) => page.request('question:vote', { questionId, voted: true })));
    const [row] = await rows();
    expect(row?.voteCount).toBe(12);
    for (const page of voters) page.close();
  });

  it('is not for one’s own question', async () => {
    const { questionId } = await ask(hoaPage);
    await expect(hoaPage.request('question:vote', { questionId, voted: true })).rejects.toMatchObject({
      error: { code: 'not_allowed' },
    });
  });
});

describe('the queue', () => {
  it('takes a question through its states, each seen by its asker', async () => {
    const { questionId } = await ask(hoaPage);
    await trainerPage.request('question:move', { questionId, to: 'answering' });
    await hoaPage.waitFor('question:own_changed', (news) => news.question.state === 'answering');
    const { question } = await trainerPage.request('question:answer', {
      questionId,
      answer: 'Năm loại giấy tờ.',
    });
    expect(question).toMatchObject({ state: 'answered', answeredByName: 'Trần Văn Bình' });
    await lanPage.waitFor('question:changed', (news) => news.question.answer === 'Năm loại giấy tờ.');
  });

  it('takes what is hidden away from other learners, for good', async () => {
    const { questionId } = await ask(hoaPage, { body: 'Lời không hay' });
    await lanPage.waitFor('question:changed');
    await trainerPage.request('question:move', { questionId, to: 'hidden' });
    await lanPage.waitFor('question:removed', (news) => news.questionId === questionId);

    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    expect(JSON.stringify(late.joined)).not.toContain('Lời không hay');
    late.close();
  });

  it('tells the second of two moderators that the question has moved on', async () => {
    const { questionId } = await ask(hoaPage);
    await trainerPage.request('question:move', { questionId, to: 'dismissed' });
    await expect(trainerPage.request('question:move', { questionId, to: 'answering' })).rejects.toMatchObject(
      {
        error: { code: 'wrong_state' },
      },
    );
  });

  it('pins only what everybody may see', async () => {
    const { questionId } = await ask(hoaPage);
    const { question } = await trainerPage.request('question:pin', { questionId, pinned: true });
    expect(question.pinned).toBe(true);
    await trainerPage.request('question:move', { questionId, to: 'hidden' });
    await expect(trainerPage.request('question:pin', { questionId, pinned: true })).rejects.toMatchObject({
      error: { code: 'wrong_state' },
    });
  });

  it('is not for learners', async () => {
    const { questionId } = await ask(hoaPage);
    for (const act of [
      lanPage.request('question:move', { questionId, to: 'answered' }),
      lanPage.request('question:answer', { questionId, answer: 'x' }),
      lanPage.request('question:pin', { questionId, pinned: true }),
    ]) {
      await expect(act).rejects.toMatchObject({ error: { code: 'not_allowed' } });
    }
  });

  it('knows no question of another room', async () => {
    const { questionId } = await ask(hoaPage);
    const elsewhere = await make.makeSession({ series });
    const stranger = await (await make.makeTrainer(series.seriesId)).client.join(elsewhere.code);
    await expect(stranger.request('question:move', { questionId, to: 'hidden' })).rejects.toMatchObject({
      error: { code: 'not_found' },
    });
    stranger.close();
  });
});

describe('coming back', () => {
  it('brings the asker the state of a question that was decided while they were away', async () => {
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { holdQuestions: true } });
    const { questionId } = await ask(hoaPage);
    await hoaPage.waitFor('question:own_changed');
    const position = {
      epoch: hoaPage.joined?.position.epoch ?? '',
      number: Math.max(hoaPage.joined?.position.number ?? 0, ...hoaPage.numbers),
    };
    hoaPage.close();
    await trainerPage.request('question:move', { questionId, to: 'dismissed' });

    const back = await hoa.client.join(session.code, { position });
    const personal =
      back.joined?.missed.filter((frame) => frame.personal).flatMap((frame) => frame.news) ?? [];
    expect(personal.at(-1)).toMatchObject([
      'question:own_changed',
      { question: { questionId, state: 'dismissed' } },
    ]);
  });
});
