import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewsName } from '#shared/protocol.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { choose, cloud, PollDesk, quiz, write, yesNo } from '#tests/support/polls.ts';
import { openSmallClass } from '#tests/support/small-class.ts';
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
  ({ series, session, hoa, trainer, hoaPage, lanPage, trainerPage } = await openSmallClass(make));
  desk = new PollDesk(trainer, session);
  return () => {
    for (const page of [hoaPage, lanPage, trainerPage]) page.close();
  };
});

/** Everything that ever travelled to a page, as text. */
function everythingSentTo(page: TestPage): string {
  return JSON.stringify([page.news, page.joined]);
}

const countNews = (page: TestPage, name: NewsName) => page.news.filter((news) => news.name === name).length;
const refused = (code: string) => ({ error: { code } });
const audited = async () =>
  (
    await app.context.db.auditEntry.findMany({
      where: { sessionId: session.sessionId },
      orderBy: { id: 'asc' },
    })
  ).map(({ action, seriesId }) => [action, seriesId === series.seriesId]);

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
