import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { openSmallClass } from '#tests/support/small-class.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let hoa: TestPerson;
let lan: TestPerson;
let trainer: TestPerson;
let hoaPage: TestPage;
let lanPage: TestPage;
let trainerPage: TestPage;

beforeAll(async () => {
  // A class that writes within one second what a real one writes in an hour.
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  ({ series, session, hoa, lan, trainer, hoaPage, lanPage, trainerPage } = await openSmallClass(make));
  return () => {
    for (const page of [hoaPage, lanPage, trainerPage]) page.close();
  };
});

async function say(page: TestPage, body = 'Chào cả lớp', clientId = randomUUID()) {
  const { message } = await page.request('chat:send', { clientId, body });
  return message;
}

async function answer(messageId: string, body = 'Chào chị Hoa', clientId = randomUUID()) {
  const { message } = await trainerPage.request('chat:answer', { clientId, messageId, body });
  return message;
}

async function setUp(path: string, body: unknown): Promise<void> {
  const { status } = await trainer.client.http('POST', `/api/sessions/${session.sessionId}/${path}`, body);
  expect(status).toBe(200);
}

/** Everything that has ever come to a page. */
const received = (page: TestPage): string => JSON.stringify([page.news, page.joined]);

describe('writing in the chat', () => {
  it('reaches the class with its author and their role, in the order in which it was taken', async () => {
    const first = await say(hoaPage);
    const second = await say(trainerPage, 'Chào các bạn');
    const seen = await lanPage.waitFor('chat:sent', ({ message }) => message.messageId === second.messageId);
    expect(seen.message).toEqual({
      messageId: second.messageId,
      place: expect.any(Number),
      answersId: null,
      authorName: 'Trần Văn Bình',
      authorRole: 'trainer',
      body: 'Chào các bạn',
      sentAt: expect.any(String),
      written: null,
    });
    expect(second.place).toBeGreaterThan(first.place);
    const { message } = await trainerPage.waitFor('chat:staff_changed');
    expect(message).toMatchObject({ authorId: hoa.personId, channel: 'class', deletedByName: null });
  });

  it('tells learners the name of whoever writes, and not which person that is (R8)', async () => {
    await say(hoaPage);
    await lanPage.waitFor('chat:sent');
    const late = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    for (const page of [lanPage, late]) {
      expect(received(page)).toContain('Nguyễn Thị Hoa');
      expect(received(page)).not.toContain(hoa.personId);
    }
  });

  it('happens once however often it is sent, also at the same moment (R11)', async () => {
    const clientId = randomUUID();
    const sent = await Promise.all(Array.from({ length: 8 }, () => say(hoaPage, 'Một lần', clientId)));
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1);
    await say(hoaPage, 'Câu sau');
    await lanPage.waitFor('chat:sent', ({ message }) => message.body === 'Câu sau');
    expect(lanPage.news.filter(({ name }) => name === 'chat:sent')).toHaveLength(2);
    await expect(say(hoaPage, 'Khác', clientId)).rejects.toMatchObject({ error: { code: 'conflict' } });
  });

  it('refuses a line that is empty, too long, or faked with invisible characters only', async () => {
    for (const body of ['', '   ', '\u202e\u200b', 'á'.repeat(1_001)]) {
      await expect(say(hoaPage, body), JSON.stringify(body)).rejects.toMatchObject({
        error: { code: 'malformed', details: { fields: ['body'] } },
      });
    }
    const { body } = await say(hoaPage, 'www\u202etxt.exe\u0007\nhàng hai');
    expect(body).toBe('wwwtxt.exe\nhàng hai');
  });

  it('carries the true time of what waited on a page, and goes by the order in which it arrived', async () => {
    const before = await say(lanPage, 'Trước');
    const { message } = await hoaPage.request('chat:send', {
      clientId: randomUUID(),
      body: 'Viết lúc mất mạng',
      writtenAgo: { ms: 60_000, rough: false },
    });
    const ago = Date.parse(message.sentAt) - Date.parse(message.written?.at ?? '');
    expect(ago).toBe(60_000);
    expect(message.place).toBeGreaterThan(before.place);
  });

  it('is kept as the text it is, whatever it looks like', async () => {
    const script = '<img src=x onerror=alert(1)><script>alert(1)</script> {{name}} &amp; $&';
    expect((await say(hoaPage, script)).body).toBe(script);
    const late = await lan.client.join(session.code);
    expect(late.snapshot.chat.class.messages.at(-1)?.body).toBe(script);
  });

  it('is refused while locked for learners, and not for staff (R14)', async () => {
    await setUp('feature-locks', { feature: 'chat', locked: true });
    await expect(say(hoaPage)).rejects.toMatchObject({ error: { code: 'locked' } });
    expect(await say(trainerPage)).toMatchObject({ body: 'Chào cả lớp' });
    await setUp('feature-locks', { feature: 'chat', locked: false });
    await say(hoaPage);
  });

  it('is refused once the session has ended', async () => {
    await app.context.db.session.update({ where: { id: session.sessionId }, data: { state: 'ENDED' } });
    await expect(say(hoaPage)).rejects.toMatchObject({ error: { code: 'wrong_state' } });
  });
});

describe('slow mode', () => {
  const passed = (seconds: number) =>
    app.context.db.$executeRaw`
      UPDATE "ChatMessage" SET "sentAt" = "sentAt" - make_interval(secs => ${seconds})
      WHERE "sessionId" = ${session.sessionId}::uuid`;

  it('makes a learner wait between two messages, says how long, and leaves staff alone', async () => {
    await setUp('slow-mode', { seconds: 30 });
    await hoaPage.waitFor('session:changed', (news) => news.session.slowModeSeconds === 30);
    const clientId = randomUUID();
    await say(hoaPage, 'Lần đầu', clientId);
    const refused = await hoaPage.requestRaw('chat:send', { clientId: randomUUID(), body: 'Lần hai' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'too_many_requests' } });
    const waitMs = refused.ok ? 0 : (refused.error.details?.retryAfterMs ?? 0);
    expect(waitMs).toBeGreaterThan(20_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);

    // A repeat is no second message, others have their own time, and staff have none.
    await say(hoaPage, 'Lần đầu', clientId);
    await say(lanPage);
    await say(trainerPage);
    await say(trainerPage);
    await passed(31);
    await say(hoaPage, 'Lần hai');
  });

  it('lets one of two through that come from two phones at the same moment (R22)', async () => {
    await setUp('slow-mode', { seconds: 10 });
    const phone = await hoa.client.join(session.code);
    const acks = await Promise.all(
      [hoaPage, phone, hoaPage, phone].map((page) =>
        page.requestRaw('chat:send', { clientId: randomUUID(), body: 'Nhanh' }),
      ),
    );
    expect(acks.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is not escaped by deleting what was written last', async () => {
    await setUp('slow-mode', { seconds: 10 });
    const { messageId } = await say(hoaPage);
    await hoaPage.request('chat:delete', { messageId });
    await expect(say(hoaPage)).rejects.toMatchObject({ error: { code: 'too_many_requests' } });
  });

  it('is set by staff alone, to one of a few times, and written down with who did', async () => {
    const path = `/api/sessions/${session.sessionId}/slow-mode`;
    expect((await hoa.client.http('POST', path, { seconds: 10 })).status).toBe(403);
    expect((await trainer.client.http('POST', path, { seconds: 7 })).status).toBe(400);
    for (const _ of ['once', 'again']) await setUp('slow-mode', { seconds: 60 });
    const entries = await app.context.db.auditEntry.findMany({ where: { action: 'chat.slow_mode_set' } });
    expect(entries.filter(({ sessionId }) => sessionId === session.sessionId)).toMatchObject([
      { actorId: trainer.personId, seriesId: series.seriesId, details: { seconds: 60 } },
    ]);
  });
});

describe('a thread', () => {
  it("carries staff's answers under a learner's message, one level deep", async () => {
    const { messageId } = await say(hoaPage, 'Hạn nộp hồ sơ là khi nào?');
    const given = await answer(messageId, 'Ngày 30/9 nhé chị');
    const seen = await lanPage.waitFor('chat:sent', ({ message }) => message.answersId === messageId);
    expect(seen.message).toMatchObject({ body: 'Ngày 30/9 nhé chị', authorRole: 'trainer' });

    await expect(answer(given.messageId)).rejects.toMatchObject({ error: { code: 'wrong_state' } });
    const asLearner = { clientId: randomUUID(), messageId, body: 'Cảm ơn' };
    expect(await lanPage.requestRaw('chat:answer', asLearner)).toMatchObject({
      error: { code: 'not_allowed' },
    });
    const late = await lan.client.join(session.code);
    expect(late.snapshot.chat.class.messages.map(({ body }) => body)).toEqual([
      'Hạn nộp hồ sơ là khi nào?',
      'Ngày 30/9 nhé chị',
    ]);
  });

  it('has room for a bounded number of answers', async () => {
    const { messageId } = await say(hoaPage);
    for (let count = 0; count < 20; count += 1) await answer(messageId, `Trả lời ${count}`);
    await expect(answer(messageId)).rejects.toMatchObject({
      error: { code: 'limit_reached', details: { max: 20 } },
    });
  });

  it("does not reach into another session's messages (R10)", async () => {
    const other = await make.makeSession({ series });
    const page = await lan.client.join(other.code);
    const { messageId } = await say(page);
    await expect(answer(messageId)).rejects.toMatchObject({ error: { code: 'not_found' } });
    expect(await trainerPage.requestRaw('chat:delete', { messageId })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('deleting', () => {
  it('takes the words from learners at once, from those who come back, and from whoever comes later (R20)', async () => {
    const { messageId } = await say(hoaPage, 'Số thẻ của tôi là 9704');
    await answer(messageId, 'Chị đừng ghi số thẻ 9704');
    await lanPage.waitFor('chat:sent', ({ message }) => message.answersId === messageId);
    const position = lanPage.joined?.position ?? null;
    lanPage.close();

    await trainerPage.request('chat:delete', { messageId });
    await hoaPage.waitFor('chat:removed', (news) => news.messageId === messageId);

    const back = await lan.client.join(session.code, { position });
    expect(back.joined?.snapshot).toBeNull();
    const late = await lan.client.join(session.code);
    const page = await late.request('chat:earlier', { before: 1_000_000_000 });
    for (const what of [received(back), received(late), JSON.stringify(page)]) {
      expect(what).not.toContain('9704');
    }
    // What is missed still counts on without a gap (R2).
    expect(back.joined?.missed[0]?.number).toBe((position?.number ?? 0) + 1);
    expect(JSON.stringify(back.joined?.missed)).toContain(messageId);
  });

  it('leaves staff the message, with who deleted it, and an entry in the audit log (R20)', async () => {
    const { messageId } = await say(hoaPage, 'Bán hàng ở đây');
    for (const _ of ['once', 'again']) await trainerPage.request('chat:delete', { messageId });
    const { message } = await trainerPage.waitFor(
      'chat:staff_changed',
      (news) => news.message.deletedByName !== null,
    );
    expect(message).toMatchObject({ messageId, body: 'Bán hàng ở đây', deletedByName: 'Trần Văn Bình' });
    const late = await trainer.client.join(session.code);
    expect(late.snapshot.chat.class.messages).toMatchObject([{ messageId, deletedByName: 'Trần Văn Bình' }]);
    const entries = await app.context.db.auditEntry.findMany({
      where: { sessionId: session.sessionId, action: 'chat.deleted' },
    });
    expect(entries).toMatchObject([
      {
        actorId: trainer.personId,
        seriesId: series.seriesId,
        details: { messageId, personId: hoa.personId, channel: 'class' },
      },
    ]);
  });

  it("is each learner's right for their own messages, and for no other's", async () => {
    const { messageId } = await say(hoaPage);
    expect(await lanPage.requestRaw('chat:delete', { messageId })).toMatchObject({
      error: { code: 'not_allowed' },
    });
    await hoaPage.request('chat:delete', { messageId });
    await lanPage.waitFor('chat:removed', (news) => news.messageId === messageId);
    await expect(answer(messageId)).rejects.toMatchObject({ error: { code: 'wrong_state' } });
  });
});

describe("staff's own channel", () => {
  const whisper = async (page: TestPage, body = 'Anh Bình nói chậm lại') => {
    const { message } = await page.request('staff_chat:send', { clientId: randomUUID(), body });
    return message;
  };

  it('reaches staff with the role of whoever writes, and is there for who comes later', async () => {
    const moderator = await make.makeModerator(series.seriesId, 'Phạm Thu');
    await whisper(await moderator.client.join(session.code));
    const { message } = await trainerPage.waitFor('chat:staff_changed');
    expect(message).toMatchObject({ channel: 'staff', authorName: 'Phạm Thu', authorRole: 'moderator' });
    const { chat } = (await trainer.client.join(session.code)).snapshot;
    expect('staff' in chat && chat.staff.messages).toMatchObject([{ body: 'Anh Bình nói chậm lại' }]);
    expect(chat.class.messages).toEqual([]);
  });

  it('never travels to learners, on no way there is (R21)', async () => {
    const secret = await whisper(trainerPage);
    await trainerPage.request('chat:delete', { messageId: secret.messageId });
    await whisper(trainerPage, 'Mời chị Hoa phát biểu');
    await say(trainerPage, 'Chào cả lớp');
    await hoaPage.waitFor('chat:sent');

    const late = await lan.client.join(session.code);
    const page = await late.request('chat:earlier', { before: 1_000_000_000 });
    for (const what of [received(hoaPage), received(late), JSON.stringify(page)]) {
      expect(what).not.toMatch(/nói chậm lại|phát biểu/u);
      expect(what).not.toContain(secret.messageId);
    }
    expect(await hoaPage.requestRaw('staff_chat:earlier', { before: 9 })).toMatchObject({
      error: { code: 'not_allowed' },
    });
    // To a learner a message of staff's looks as if it did not exist (R10).
    expect(await hoaPage.requestRaw('chat:delete', { messageId: secret.messageId })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('is open before the doors are', async () => {
    const early = await make.makeSession({ series, state: 'scheduled' });
    await whisper(await trainer.client.join(early.code));
  });
});

describe('a message that becomes a question', () => {
  it('keeps its author, its time and its topic, once, and is told to everybody', async () => {
    await app.context.db.session.update({
      where: { id: session.sessionId },
      data: { holdQuestions: true },
    });
    const line = await say(hoaPage, 'Tem truy xuất mua ở đâu?');
    const turned = await Promise.all(
      [1, 2].map(() => trainerPage.request('chat:turn_into_question', { messageId: line.messageId })),
    );
    expect(turned[0]?.message.questionId).toBe(turned[1]?.message.questionId);

    const { question } = await lanPage.waitFor('question:changed');
    expect(question).toMatchObject({
      questionId: turned[0]?.message.questionId,
      body: 'Tem truy xuất mua ở đâu?',
      authorName: 'Nguyễn Thị Hoa',
      state: 'open',
      topicId: series.topicIds[0],
      askedAt: line.sentAt,
    });
    await hoaPage.waitFor('question:own_changed', (news) => news.question.body === question.body);
    expect(await app.context.db.question.count({ where: { sessionId: session.sessionId } })).toBe(1);
    const entry = await app.context.db.auditEntry.findFirst({
      where: { action: 'chat.turned_into_question' },
    });
    expect(entry).toMatchObject({ actorId: trainer.personId, seriesId: series.seriesId });
  });

  it('is a learner\u2019s, and still there', async () => {
    const own = await say(trainerPage);
    const gone = await say(hoaPage);
    await hoaPage.request('chat:delete', { messageId: gone.messageId });
    for (const { messageId } of [own, gone]) {
      expect(await trainerPage.requestRaw('chat:turn_into_question', { messageId })).toMatchObject({
        error: { code: 'wrong_state' },
      });
    }
  });
});

describe('a long chat', () => {
  it('comes in pages: the newest with the snapshot, earlier ones when asked for, each message once', async () => {
    for (let count = 0; count < 120; count += 1) await say(hoaPage, `Câu ${count}`);
    const { snapshot } = await hoa.client.join(session.code);
    let { messages, hasEarlier } = snapshot.chat.class;
    expect(messages).toHaveLength(50);
    expect(snapshot.chat.class.ownIds).toHaveLength(50);
    const all = messages.map(({ body }) => body);
    while (hasEarlier) {
      const { page } = await hoaPage.request('chat:earlier', { before: messages[0]?.place ?? 0 });
      ({ messages, hasEarlier } = page);
      all.unshift(...messages.map(({ body }) => body));
    }
    expect(all).toEqual(Array.from({ length: 120 }, (_, count) => `Câu ${count}`));
  });
});
