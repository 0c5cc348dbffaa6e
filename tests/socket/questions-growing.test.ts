import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { makeQuestion } from '#tests/support/questions.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let hoa: TestPerson;
let lan: TestPerson;
let minh: TestPerson;
let trainer: TestPerson;
let hoaPage: TestPage;
let lanPage: TestPage;
let minhPage: TestPage;
let trainerPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  [hoa, lan, minh, trainer] = await Promise.all([
    make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa'),
    make.makeLearner(series.seriesId, 'Lê Thị Lan'),
    make.makeLearner(series.seriesId, 'Phạm Văn Minh'),
    make.makeTrainer(series.seriesId, 'Trần Văn Bình'),
  ]);
  [hoaPage, lanPage, minhPage, trainerPage] = (await Promise.all(
    [hoa, lan, minh, trainer].map(({ client }) => client.join(session.code)),
  )) as [TestPage, TestPage, TestPage, TestPage];
  return () => {
    for (const page of [hoaPage, lanPage, minhPage, trainerPage]) page.close();
  };
});

const votesOf = async (questionId: string) =>
  (await app.context.db.question.findUniqueOrThrow({ where: { id: questionId } })).voteCount;
const auditOf = (action: string) =>
  app.context.db.auditEntry.findMany({ where: { sessionId: session.sessionId, action } });

describe('merging', () => {
  let first: string;
  let second: string;

  beforeEach(async () => {
    first = await makeQuestion(app, session, { by: hoa, body: 'Hồ sơ cần gì?', voters: [minh] });
    second = await makeQuestion(app, session, { by: lan, body: 'Hồ sơ gồm những gì?', voters: [minh, hoa] });
  });

  it('counts everybody who wanted either once, and the asker of the other as a voter (R11)', async () => {
    const { question, into } = await trainerPage.request('question:merge', {
      questionId: second,
      intoId: first,
    });
    // Minh voted for both, Hoa asked the one and voted for the other, Lan asked the other.
    expect(into.votes).toBe(2);
    expect(question).toMatchObject({ state: 'merged', mergedIntoId: first });
    const gone = await minhPage.waitFor('question:removed', (news) => news.questionId === second);
    expect(gone.mergedIntoId).toBe(first);
    await minhPage.waitFor(
      'question:changed',
      ({ question: { questionId, votes } }) => questionId === first && votes === 2,
    );
  });

  it('is undone with the votes as they were', async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    const { question } = await trainerPage.request('question:unmerge', { questionId: second });
    expect(question).toMatchObject({ state: 'open', votes: 2, mergedIntoId: null });
    expect(await votesOf(first)).toBe(1);
    await minhPage.waitFor('question:changed', (news) => news.question.questionId === second);
  });

  it('changes nothing when it is repeated, either way, and is audited once each', async () => {
    for (const _ of [1, 2])
      await trainerPage.request('question:merge', { questionId: second, intoId: first });
    for (const _ of [1, 2]) await trainerPage.request('question:unmerge', { questionId: second });
    expect(await auditOf('question.merged')).toMatchObject([
      {
        actorId: trainer.personId,
        seriesId: series.seriesId,
        details: { questionId: second, intoId: first },
      },
    ]);
    expect(await auditOf('question.unmerged')).toHaveLength(1);
  });

  it('of two who merge crosswise lets one, and makes no ring (R13)', async () => {
    const other = await (await make.makeModerator(series.seriesId)).client.join(session.code);
    const acks = await Promise.all([
      trainerPage.requestRaw('question:merge', { questionId: first, intoId: second }),
      other.requestRaw('question:merge', { questionId: second, intoId: first }),
    ]);
    expect(acks.filter(({ ok }) => ok)).toHaveLength(1);
    expect(acks.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'wrong_state' } });
    const rows = await app.context.db.question.findMany({ where: { sessionId: session.sessionId } });
    expect(rows.filter(({ mergedIntoId }) => mergedIntoId !== null)).toHaveLength(1);
    other.close();
  });

  it('lets nobody vote twice, and takes all of a vote back at once', async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    const again = await minhPage.request('question:vote', { questionId: first, voted: true });
    expect(again.votes).toBe(2);
    expect(await minhPage.request('question:vote', { questionId: first, voted: false })).toMatchObject({
      votes: 1,
    });
    const { question } = await trainerPage.request('question:unmerge', { questionId: second });
    expect(question.votes).toBe(1);
    expect(await votesOf(first)).toBe(0);
  });

  it("counts the other's asker as one who wants it already", async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    await expect(lanPage.request('question:vote', { questionId: first, voted: false })).rejects.toMatchObject(
      {
        error: { code: 'not_allowed' },
      },
    );
  });

  it('tells the asker where the question went, and of its answer, now and after coming back', async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    const told = await lanPage.waitFor('question:own_changed', (news) => news.question.state === 'merged');
    expect(told.question.mergedInto).toMatchObject({
      questionId: first,
      body: 'Hồ sơ cần gì?',
      state: 'open',
    });

    await trainerPage.request('question:answer', { questionId: first, answer: 'Năm loại giấy tờ.' });
    const answered = await lanPage.waitFor('question:own_changed', (news) => news.question.isNews);
    expect(answered.question.mergedInto?.answer).toBe('Năm loại giấy tờ.');

    const back = await lan.client.join(session.code);
    expect('own' in back.snapshot.questions && back.snapshot.questions.own).toMatchObject([
      { questionId: second, isNews: true, mergedInto: { questionId: first, state: 'answered' } },
    ]);
    back.close();
  });

  it('says in a snapshot where what one voted for has gone', async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    const back = await minh.client.join(session.code);
    expect(back.snapshot.questions).toMatchObject({ merged: [{ questionId: second, intoId: first }] });
    back.close();
  });

  it('takes along what was merged before', async () => {
    const third = await makeQuestion(app, session, { by: minh, voters: [lan] });
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    const { into } = await trainerPage.request('question:merge', { questionId: first, intoId: third });
    // Hoa and Lan asked or voted; Minh asked it.
    expect(into.votes).toBe(2);
    const told = await lanPage.waitFor(
      'question:own_changed',
      (news) => news.question.mergedInto?.questionId === third,
    );
    expect(told.question.questionId).toBe(second);

    await trainerPage.request('question:unmerge', { questionId: second });
    expect(await votesOf(third)).toBe(2);
    expect(await votesOf(first)).toBe(1);
  });

  it('takes the words of a hidden one from those who come back for what they missed (R8)', async () => {
    const position = lanPage.joined?.position ?? null;
    const { question } = await hoaPage.request('question:ask', {
      clientId: randomUUID(),
      body: 'Chị Mai nợ 9704 đồng à?',
      anonymous: false,
    });
    const { questionId } = question;
    await lanPage.waitFor('question:changed', (news) => news.question.questionId === questionId);
    const own = await makeQuestion(app, session, { by: lan });
    await trainerPage.request('question:merge', { questionId: own, intoId: questionId });
    await lanPage.waitFor('question:own_changed', (news) => news.question.mergedInto !== null);
    await trainerPage.request('question:move', { questionId, to: 'hidden' });
    await lanPage.waitFor('question:removed', (news) => news.questionId === questionId);
    lanPage.close();

    const back = await lan.client.join(session.code, { position });
    expect(back.joined?.snapshot).toBeNull();
    const missed = JSON.stringify(back.joined?.missed);
    expect(missed).toContain(questionId);
    expect(missed).not.toContain('9704');
  });

  it('shows what a hidden one was to nobody, the askers of merged ones included (R8)', async () => {
    await trainerPage.request('question:merge', { questionId: second, intoId: first });
    await trainerPage.request('question:move', { questionId: first, to: 'hidden' });
    await lanPage.waitFor(
      'question:own_changed',
      (news) => news.question.mergedInto === null && news.question.state === 'merged',
    );
    const back = await lan.client.join(session.code);
    expect(JSON.stringify(back.snapshot.questions)).not.toContain('Hồ sơ cần gì?');
    back.close();
  });

  it('is refused where something public would vanish, or nothing is left to go into', async () => {
    const held = await makeQuestion(app, session, { by: minh, state: 'HELD' });
    const hidden = await makeQuestion(app, session, { by: minh, state: 'HIDDEN' });
    for (const [questionId, intoId] of [
      [first, held],
      [first, hidden],
      [first, first],
      [hidden, first],
    ] as const) {
      await expect(trainerPage.request('question:merge', { questionId, intoId })).rejects.toMatchObject({
        error: { code: 'wrong_state' },
      });
    }
    await trainerPage.request('question:merge', { questionId: held, intoId: first });
    await expect(
      trainerPage.request('question:move', { questionId: held, to: 'open' }),
    ).rejects.toMatchObject({
      error: { code: 'wrong_state' },
    });
  });

  it('knows no question of another session', async () => {
    const elsewhere = await makeQuestion(app, await make.makeSession({ series }), { by: hoa });
    await expect(
      trainerPage.request('question:merge', { questionId: elsewhere, intoId: first }),
    ).rejects.toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('assigning', () => {
  it('gives it to anybody on the staff, also one who is not in the room, and says so in the record', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    const away = await make.makeTrainer(series.seriesId, 'Đỗ Thị Mai');
    const { question } = await trainerPage.request('question:assign', {
      questionId,
      assigneeId: away.personId,
    });
    expect(question).toMatchObject({ assigneeId: away.personId, assigneeName: 'Đỗ Thị Mai' });
    await trainerPage.request('question:assign', { questionId, assigneeId: away.personId });
    expect(await auditOf('question.assigned')).toMatchObject([{ details: { personId: away.personId } }]);

    await trainerPage.request('question:assign', { questionId, assigneeId: null });
    await trainerPage.waitFor('question:staff_changed', (news) => news.question.assigneeId === null);
  });

  it('gives it to nobody who is not on the staff, and tells learners nothing of it (R8)', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    const stranger = await make.makeTrainer((await make.makeSeries()).seriesId, 'Người Ngoài');
    for (const { personId } of [lan, stranger]) {
      await expect(
        trainerPage.request('question:assign', { questionId, assigneeId: personId }),
      ).rejects.toMatchObject({ error: { code: 'not_found' } });
    }
    await trainerPage.request('question:assign', { questionId, assigneeId: trainer.personId });
    await hoaPage.waitFor('question:own_changed', (news) => news.question.questionId === questionId);
    expect(JSON.stringify([hoaPage.news, lanPage.news])).not.toContain('assignee');
  });
});

describe('answering aloud', () => {
  it('leaves a mark on the timeline, from when it was taken up to when it was answered', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    const begun = await trainerPage.request('question:move', { questionId, to: 'answering' });
    expect(begun.question.answerings).toMatchObject([{ endedAt: null }]);
    await trainerPage.request('question:move', { questionId, to: 'answered' });
    const told = await lanPage.waitFor('question:changed', (news) => news.question.state === 'answered');
    const [mark] = told.question.answerings;
    expect(Date.parse(mark?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(mark?.startedAt ?? ''));

    // A written note does not take the mark away.
    const { question } = await trainerPage.request('question:answer', { questionId, answer: 'Xem trang 5.' });
    expect(question.answerings).toHaveLength(1);
  });

  it('leaves two where it was taken up again', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    for (const to of ['answering', 'open', 'answering', 'answered'] as const) {
      await trainerPage.request('question:move', { questionId, to });
    }
    const rows = await app.context.db.questionAnswering.findMany({ where: { questionId } });
    expect(rows).toHaveLength(2);
    expect(rows.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('ends with the session', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    await trainerPage.request('question:move', { questionId, to: 'answering' });
    await trainer.client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: 'end' });
    const told = await hoaPage.waitFor('question:own_changed', (news) => news.question.state === 'answered');
    const { endedAt } = await app.context.db.session.findUniqueOrThrow({ where: { id: session.sessionId } });
    expect(told.question.answerings).toMatchObject([{ endedAt: endedAt?.toISOString() }]);
  });
});

describe('an answer is news to its asker', () => {
  it('until it was seen, and again when it has changed', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa });
    await trainerPage.request('question:answer', { questionId, answer: 'Năm loại giấy tờ.' });
    const isNews = async () => {
      const page = await hoa.client.join(session.code);
      page.close();
      return 'own' in page.snapshot.questions && page.snapshot.questions.own.map((own) => own.isNews);
    };
    expect(await isNews()).toEqual([true]);
    await hoaPage.request('question:see_answers', { questionIds: [questionId] });
    expect(await isNews()).toEqual([false]);
    await trainerPage.request('question:answer', { questionId, answer: 'Sáu loại giấy tờ.' });
    expect(await isNews()).toEqual([true]);
  });

  it('and seen by nobody but them', async () => {
    const questionId = await makeQuestion(app, session, { by: hoa, state: 'ANSWERED' });
    await lanPage.request('question:see_answers', { questionIds: [questionId] });
    const row = await app.context.db.question.findUniqueOrThrow({ where: { id: questionId } });
    expect(row.seenAt).toBeNull();
  });
});
