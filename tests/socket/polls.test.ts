import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const refused = (code: string) => ({ error: { code } });
const rows = (pollId: string) => app.context.db.pollAnswer.findMany({ where: { pollId } });

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
