import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewsName } from '#shared/protocol.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { cloud, PollDesk, quiz, yesNo } from '#tests/support/polls.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let hoa: TestPerson;
let trainer: TestPerson;
let hoaPage: TestPage;
let lanPage: TestPage;
let trainerPage: TestPage;
let desk: PollDesk;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 20 } });
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  const lan = await make.makeLearner(series.seriesId, 'Lê Thị Lan');
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  desk = new PollDesk(trainer, session);
  [hoaPage, lanPage, trainerPage] = await Promise.all([
    hoa.client.join(session.code),
    lan.client.join(session.code),
    trainer.client.join(session.code),
  ]);
  return () => {
    for (const page of [hoaPage, lanPage, trainerPage]) page.close();
  };
});

function choose(page: TestPage, pollId: string, ...choices: number[]) {
  return page.request('poll:answer', { pollId, choices, words: [] });
}

function write(page: TestPage, pollId: string, ...words: string[]) {
  return page.request('poll:answer', { pollId, choices: [], words });
}

/** Everything that ever travelled to a page, as text. */
function everythingSentTo(page: TestPage): string {
  return JSON.stringify([page.news, page.joined]);
}

const countNews = (page: TestPage, name: NewsName) => page.news.filter((news) => news.name === name).length;
const refused = (code: string) => ({ error: { code } });
const rows = (pollId: string) => app.context.db.pollAnswer.findMany({ where: { pollId } });
const audited = async () =>
  (
    await app.context.db.auditEntry.findMany({
      where: { sessionId: session.sessionId },
      orderBy: { id: 'asc' },
    })
  ).map(({ action, seriesId }) => [action, seriesId === series.seriesId]);

describe('a poll on the spot', () => {
  it('is everybody’s at once, is answered, and its counts are told to all while they are live', async () => {
    const { pollId } = await desk.make(yesNo);
    const seen = await hoaPage.waitFor('poll:changed', ({ poll }) => poll.pollId === pollId);
    expect(seen.poll).toMatchObject({ state: 'open', options: ['Rồi', 'Chưa'], solution: null });

    await choose(hoaPage, pollId, 0);
    await choose(lanPage, pollId, 1);
    const counted = await lanPage.waitFor('poll:counted', ({ results }) => results.answered === 2);
    expect(counted.results).toMatchObject({ counts: [1, 1], answered: 2 });
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.answered === 2);
  });

  it('is made once however often the request is sent, and refuses the same id with other content (R11)', async () => {
    const clientId = randomUUID();
    await Promise.all(Array.from({ length: 4 }, () => desk.make(yesNo, { clientId })));
    expect(await desk.list()).toHaveLength(1);
    const other = await desk.send('POST', '', { clientId, form: cloud, open: true });
    expect(other.body).toMatchObject({ error: { code: 'conflict' } });
  });

  it('closes the one that is open: there is one at a time (R31)', async () => {
    const first = await desk.make(yesNo);
    const second = await desk.make(cloud);
    expect((await desk.list()).map(({ pollId, state }) => [pollId, state])).toEqual([
      [first.pollId, 'closed'],
      [second.pollId, 'open'],
    ]);
    await hoaPage.waitFor(
      'poll:changed',
      ({ poll }) => poll.pollId === first.pollId && poll.state === 'closed',
    );
  });

  it('cannot be opened where nobody can be in the room', async () => {
    const planned = await make.makeSession({ series, state: 'scheduled' });
    const answer = await new PollDesk(trainer, planned).send('POST', '', {
      clientId: randomUUID(),
      form: yesNo,
      open: true,
    });
    expect(answer.body).toMatchObject({ error: { code: 'wrong_state' } });
    expect(await app.context.db.poll.count({ where: { sessionId: planned.sessionId } })).toBe(0);
  });

  it('ends with the session (R31)', async () => {
    const { pollId } = await desk.make(yesNo);
    await trainer.client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: 'end' });
    await hoaPage.waitFor('poll:changed', ({ poll }) => poll.pollId === pollId && poll.state === 'closed');
  });
});

describe('a prepared poll', () => {
  it('stays staff’s alone until it is opened, can be changed until then, and not after', async () => {
    const { pollId } = await desk.make({ ...yesNo, prompt: 'Bản nháp' }, { open: false });
    await trainerPage.waitFor('poll:staff_changed', ({ poll }) => poll.state === 'draft');
    await expect(choose(hoaPage, pollId, 0)).rejects.toMatchObject(refused('not_found'));
    await desk.send('PUT', `/${pollId}`, { form: { ...yesNo, prompt: 'Câu hỏi cuối cùng' } });
    const late = await hoa.client.join(session.code);
    for (const page of [hoaPage, lanPage, late]) expect(everythingSentTo(page)).not.toContain('Bản nháp');

    await desk.move(pollId, 'open');
    await hoaPage.waitFor('poll:changed', ({ poll }) => poll.prompt === 'Câu hỏi cuối cùng');
    const changed = await desk.send('PUT', `/${pollId}`, { form: yesNo });
    expect(changed.body).toMatchObject(refused('wrong_state'));
    expect((await desk.send('DELETE', `/${pollId}`)).body).toMatchObject(refused('wrong_state'));
    late.close();
  });

  it('is put in another order and deleted, and staff in the room see it', async () => {
    const [first, second] = [
      await desk.make(yesNo, { open: false }),
      await desk.make(cloud, { open: false }),
    ];
    await trainer.client.http('PUT', `/api/sessions/${session.sessionId}/poll-order`, {
      pollIds: [second.pollId],
    });
    expect((await desk.list()).map(({ pollId }) => pollId)).toEqual([second.pollId, first.pollId]);
    await desk.send('DELETE', `/${first.pollId}`);
    await trainerPage.waitFor('poll:removed', ({ pollId }) => pollId === first.pollId);
    expect(await desk.list()).toHaveLength(1);
  });

  it('refuses a quiz whose right answer is none of its options, and options that are the same', async () => {
    for (const form of [
      { ...quiz, right: [3] },
      { ...quiz, right: [] },
      { ...yesNo, options: ['Có', 'Có'] },
      { ...yesNo, options: ['Có'] },
      { ...cloud, wordsMax: 4 },
    ]) {
      const answer = await desk.send('POST', '', { clientId: randomUUID(), form, open: false });
      expect(answer.body).toMatchObject(refused('malformed'));
    }
  });

  it('stops at the bound of polls, and says so', async () => {
    await app.context.db.poll.createMany({
      data: Array.from({ length: 50 }, (_, position) => ({
        id: randomUUID(),
        sessionId: session.sessionId,
        position,
        kind: 'RATING' as const,
        prompt: 'Chấm điểm',
        heldBack: false,
      })),
    });
    const answer = await desk.send('POST', '', { clientId: randomUUID(), form: yesNo, open: false });
    expect(answer.body).toMatchObject({ error: { code: 'limit_reached', details: { max: 50 } } });
  });
});

describe('answering', () => {
  it('is one answer a person, however often it is sent and from however many pages, and is changed while open (R29)', async () => {
    const { pollId } = await desk.make(yesNo);
    const second = await hoa.client.join(session.code);
    await Promise.all(Array.from({ length: 8 }, (_, n) => choose(n % 2 ? hoaPage : second, pollId, 0)));
    expect(await rows(pollId)).toHaveLength(1);
    await choose(hoaPage, pollId, 1);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.counts[1] === 1);
    expect(await rows(pollId)).toMatchObject([{ choices: [1] }]);

    const back = await hoa.client.join(session.code);
    expect(back.snapshot.polls).toMatchObject({ answers: [{ pollId, choices: [1], words: [] }] });
    for (const page of [second, back]) page.close();
  });

  it('takes only what was asked for', async () => {
    const single = await desk.make(yesNo);
    for (const choices of [[], [0, 1], [2]])
      await expect(choose(hoaPage, single.pollId, ...choices)).rejects.toMatchObject(refused('malformed'));
    await expect(write(hoaPage, single.pollId, 'chè')).rejects.toMatchObject(refused('malformed'));

    const rating = await desk.make({ kind: 'rating', prompt: 'Bạn thấy buổi học thế nào?', heldBack: false });
    for (const choices of [[0], [6], [1, 2]])
      await expect(choose(hoaPage, rating.pollId, ...choices)).rejects.toMatchObject(refused('malformed'));
    await choose(hoaPage, rating.pollId, 4);
    await choose(lanPage, rating.pollId, 5);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.mean === 4.5);

    const words = await desk.make({ kind: 'words', prompt: 'Hai từ', wordsMax: 2, heldBack: false });
    await expect(write(hoaPage, words.pollId)).rejects.toMatchObject(refused('malformed'));
    await expect(write(hoaPage, words.pollId, 'a', 'b', 'c')).rejects.toMatchObject(refused('malformed'));
    expect(await app.context.db.pollAnswer.count({ where: { personId: hoa.personId } })).toBe(1);
  });

  it('is for learners: staff ask, and do not count themselves', async () => {
    const { pollId } = await desk.make(yesNo);
    await expect(choose(trainerPage, pollId, 0)).rejects.toMatchObject(refused('not_allowed'));
  });

  it('knows no poll of another room', async () => {
    const { pollId } = await desk.make(yesNo);
    const elsewhere = await hoa.client.join((await make.makeSession({ series })).code);
    await expect(choose(elsewhere, pollId, 0)).rejects.toMatchObject(refused('not_found'));
    elsewhere.close();
  });

  it('is taken for 30 seconds after the close, where it waited on a page, and not later (R29)', async () => {
    const { pollId } = await desk.make(yesNo);
    await desk.move(pollId, 'closed');
    await hoaPage.request('poll:answer', {
      pollId,
      choices: [0],
      words: [],
      writtenAgo: { ms: 20_000, rough: false },
    });
    const [kept] = await rows(pollId);
    expect(kept?.writtenAt?.getTime()).toBeLessThanOrEqual(kept?.answeredAt.getTime() ?? 0);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.answered === 1);

    const closedAt = new Date(app.context.clock.now().getTime() - 31_000);
    await app.context.db.poll.update({ where: { id: pollId }, data: { closedAt } });
    // Whatever the page says of its clock.
    const late = { pollId, choices: [1], words: [], writtenAgo: { ms: 60_000, rough: false } };
    await expect(lanPage.request('poll:answer', late)).rejects.toMatchObject(refused('wrong_state'));
    // Its own answer, sent again because the ack was lost, is no new one.
    await choose(hoaPage, pollId, 0);
  });

  it('is not taken once the right answer has been told, however soon (R29, R31)', async () => {
    const { pollId } = await desk.make(quiz);
    await desk.move(pollId, 'closed');
    await choose(hoaPage, pollId, 1);
    await desk.show(pollId, true);
    await expect(choose(lanPage, pollId, 2)).rejects.toMatchObject(refused('wrong_state'));
    await expect(choose(hoaPage, pollId, 2)).rejects.toMatchObject(refused('wrong_state'));
    const again = await desk.send('POST', `/${pollId}/move`, { to: 'open' });
    expect(again.body).toMatchObject(refused('wrong_state'));
  });

  it('goes on after a poll was opened again', async () => {
    const { pollId } = await desk.make(yesNo);
    await choose(hoaPage, pollId, 0);
    await desk.move(pollId, 'closed');
    await desk.move(pollId, 'open');
    await choose(lanPage, pollId, 0);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.counts[0] === 2);
  });
});

describe('what learners are told', () => {
  it('holds no number while results are held back, and no right answer before the quiz is closed and shown (R8, R28)', async () => {
    const { pollId } = await desk.make(quiz);
    await choose(hoaPage, pollId, 2);
    await choose(lanPage, pollId, 1);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.answered === 2);
    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    await desk.move(pollId, 'closed');
    await late.waitFor('poll:changed', ({ poll }) => poll.state === 'closed');

    for (const page of [hoaPage, lanPage, late]) {
      const everything = everythingSentTo(page);
      expect(everything).toContain(quiz.prompt);
      expect(everything).not.toMatch(/"(?:counts|answered|right|explanation|rightOptions)"/u);
      expect(everything).not.toContain('hạng cao nhất');
      expect(countNews(page, 'poll:counted')).toBe(0);
    }

    await desk.show(pollId, true);
    const shown = await hoaPage.waitFor('poll:changed', ({ poll }) => poll.results !== null);
    expect(shown.poll.results).toMatchObject({ answered: 2, counts: [0, 1, 1] });
    expect(shown.poll.solution).toEqual({
      right: [2],
      explanation: 'Theo bộ tiêu chí, hạng cao nhất là năm sao.',
    });
    late.close();
  });

  it('holds no right answer while a quiz is open, though its results are live', async () => {
    const { pollId } = await desk.make({ ...quiz, heldBack: false });
    await choose(hoaPage, pollId, 2);
    await lanPage.waitFor('poll:counted', ({ results }) => results.answered === 1);
    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    for (const page of [hoaPage, lanPage, late]) {
      expect(everythingSentTo(page)).not.toMatch(/"(?:right|explanation)"|hạng cao nhất/u);
    }
    await desk.move(pollId, 'closed');
    await lanPage.waitFor('poll:changed', ({ poll }) => poll.solution?.right[0] === 2);
    late.close();
  });

  it('tells nothing more once staff hold results back again', async () => {
    const { pollId } = await desk.make(yesNo);
    await choose(hoaPage, pollId, 0);
    await desk.show(pollId, false);
    const before = countNews(hoaPage, 'poll:counted');
    await choose(lanPage, pollId, 0);
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.answered === 2);
    await desk.move(pollId, 'closed');
    await hoaPage.waitFor('poll:changed', ({ poll }) => poll.state === 'closed' && poll.results === null);
    expect(countNews(hoaPage, 'poll:counted')).toBe(before);
    const late = await hoa.client.join(session.code);
    expect(late.snapshot.polls).toMatchObject({ polls: [{ pollId, results: null }] });
    late.close();
  });

  it('holds no number for whoever comes back for what they missed, if they are held back by then (R28)', async () => {
    const { pollId } = await desk.make(yesNo);
    const { epoch = '', number = 0 } = hoaPage.joined?.position ?? {};
    hoaPage.close();
    await choose(lanPage, pollId, 0);
    await lanPage.waitFor('poll:counted');
    await desk.show(pollId, false);
    const back = await hoa.client.join(session.code, { position: { epoch, number } });
    expect(back.joined?.snapshot).toBeNull();
    expect(everythingSentTo(back)).toContain(yesNo.prompt);
    expect(everythingSentTo(back)).not.toMatch(/"(?:counts|answered)"/u);
    back.close();
  });

  it('never says who answered what (R28)', async () => {
    const { pollId } = await desk.make(yesNo);
    await choose(hoaPage, pollId, 0);
    await lanPage.waitFor('poll:counted');
    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    for (const page of [lanPage, late]) {
      expect(everythingSentTo(page)).not.toContain(hoa.personId);
      expect(everythingSentTo(page)).not.toContain('Nguyễn Thị Hoa');
    }
    late.close();
  });

  it('leaves out the words that staff hide, in every spelling', async () => {
    const { pollId } = await desk.make(cloud);
    await write(hoaPage, pollId, 'Rượu lậu', 'chè');
    await write(lanPage, pollId, 'ruou lau', 'Chè');
    await trainerPage.waitFor('poll:staff_counted', ({ results }) => results.answered === 2);
    await desk.send('PUT', `/${pollId}/hidden-words`, { word: 'Rượu lậu', hidden: true });
    const { poll } = await hoaPage.waitFor('poll:changed', ({ poll }) => poll.results?.words.length === 1);
    expect(poll.results?.words).toEqual([{ text: 'Chè', people: 2 }]);
    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    expect(everythingSentTo(late)).not.toMatch(/rượu|ruou/iu);
    const [staffs] = await desk.list();
    expect(staffs?.results.words).toContainEqual(expect.objectContaining({ key: 'ruou lau', hidden: true }));
    late.close();
  });
});

describe('counting', () => {
  it('tells many answers in few messages, and ends at what SQL holds (R30)', async () => {
    const { pollId } = await desk.make(yesNo);
    const class_ = await Promise.all(
      Array.from({ length: 40 }, async () =>
        (await make.makeLearner(series.seriesId)).client.join(session.code),
      ),
    );
    await Promise.all(class_.map((page, n) => choose(page, pollId, n % 2)));
    await Promise.all(class_.map((page) => choose(page, pollId, 1)));
    await hoaPage.waitFor(
      'poll:counted',
      ({ results }) => results.answered === 40 && results.counts[1] === 40,
    );
    // 80 answers; each message waits half a second for company.
    expect(countNews(hoaPage, 'poll:counted')).toBeLessThan(20);
    expect(await app.context.db.pollAnswer.count({ where: { pollId, choices: { equals: [1] } } })).toBe(40);
    for (const page of class_) page.close();
  });
});

describe('staff', () => {
  it('see who answered a quiz, and of any other poll nobody does', async () => {
    const asked = await desk.make(quiz);
    await choose(hoaPage, asked.pollId, 2);
    await choose(lanPage, asked.pollId, 0);
    const { body } = await desk.send<{ answers: unknown[]; more: boolean }>(
      'GET',
      `/${asked.pollId}/answers`,
    );
    expect(body).toMatchObject({
      answers: [
        { name: 'Nguyễn Thị Hoa', choices: [2], right: true },
        { name: 'Lê Thị Lan', choices: [0], right: false },
      ],
      more: false,
    });
    const secret = await desk.make(yesNo);
    await choose(hoaPage, secret.pollId, 0);
    expect((await desk.send('GET', `/${secret.pollId}/answers`)).body).toMatchObject(refused('not_allowed'));
  });

  it('have each of their acts in the audit log', async () => {
    const { pollId } = await desk.make(quiz, { open: false });
    await desk.move(pollId, 'open');
    await desk.move(pollId, 'closed');
    await desk.show(pollId, true);
    await desk.show(pollId, true);
    await desk.show(pollId, false);
    expect(await audited()).toEqual([
      ['poll.created', true],
      ['poll.opened', true],
      ['poll.closed', true],
      ['poll.results_shown', true],
      ['poll.results_hidden', true],
    ]);
  });

  it('take the results along as a file, without names', async () => {
    const { pollId } = await desk.make(quiz);
    await choose(hoaPage, pollId, 2);
    await desk.move(pollId, 'closed');
    const file = await trainer.client.http<Uint8Array>(
      'GET',
      `/files/sessions/${session.sessionId}/polls.csv?language=vi`,
    );
    const lines = new TextDecoder('utf-8').decode(file.body).trim().split('\r\n');
    expect(file.headers.get('content-disposition')).toContain('tham-do-buoi-1');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe(`1,Trắc nghiệm,${quiz.prompt},1,5 sao,1,Đúng,`);
    expect(lines.join()).not.toContain('Hoa');
  });
});
