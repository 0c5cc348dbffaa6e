import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestInput } from '#shared/protocol.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { type Classroom, makeClassroom, move } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient, TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let room: Classroom;
let captioner: TestPage;
let learner: TestPerson;
let page: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  room = await makeClassroom(make, { state: 'live' });
  learner = await make.makeLearner(room.series.seriesId);
  captioner = await (await make.makeModerator(room.series.seriesId)).client.join(room.session.code);
  page = await learner.client.join(room.session.code);
});

function caption(
  text: string,
  other: Partial<RequestInput<'caption:say'>> = {},
): RequestInput<'caption:say'> {
  return { clientId: randomUUID(), language: 'vi', text, source: 'typed', startedAgoMs: 0, ...other };
}

const path = (rest: string) => `/api/sessions/${room.session.sessionId}/${rest}`;
const vtt = (language: string) =>
  `/files/sessions/${room.session.sessionId}/captions.vtt?language=${language}`;

async function readFile(client: TestClient, language = 'vi'): Promise<string> {
  const { status, body } = await client.http<Uint8Array>('GET', vtt(language));
  expect(status).toBe(200);
  return new TextDecoder().decode(body);
}

describe('captions that somebody types', () => {
  it('reach everybody, and whoever comes later', async () => {
    const { caption: said } = await captioner.request('caption:say', caption('Chào bà con.'));

    const { caption: heard } = await page.waitFor('caption:said');
    expect(heard).toEqual(said);
    const late = await learner.client.join(room.session.code);
    expect(late.snapshot.captions).toEqual({ languages: ['vi'], latest: [said] });
  });

  it('happen once, however often they are sent; the same id with other words is a conflict (R11)', async () => {
    const once = caption('Tem truy xuất nguồn gốc');
    const acks = await Promise.all([1, 2, 3].map(() => captioner.request('caption:say', once)));

    expect(new Set(acks.map((ack) => ack.caption.captionId)).size).toBe(1);
    expect(await captioner.requestRaw('caption:say', { ...once, text: 'khác' })).toMatchObject({
      error: { code: 'conflict' },
    });
    const { captions } = await dataOf<{ captions: unknown[] }>(
      learner.client.http('GET', path('captions?language=vi')),
    );
    expect(captions).toHaveLength(1);
    await captioner.request('caption:say', caption('hết'));
    await page.waitFor('caption:said', (news) => news.caption.text === 'hết');
    expect(page.news.filter(({ name }) => name === 'caption:said')).toHaveLength(2);
  });

  it('bear the time when their words were begun, not when they were sent (R50)', async () => {
    const { caption: said } = await captioner.request(
      'caption:say',
      caption('chậm năm giây', { startedAgoMs: 5_000 }),
    );
    const row = await app.context.db.caption.findUniqueOrThrow({ where: { id: said.captionId } });
    const agoMs = row.createdAt.getTime() - Date.parse(said.startedAt);
    expect(agoMs).toBeGreaterThan(4_900);
    expect(agoMs).toBeLessThan(20_000);
  });

  it('are shown while they are typed, and what is typed is kept nowhere', async () => {
    await captioner.request('caption:draft', { language: 'vi', text: 'Bao bì phải' });
    expect(await page.waitFor('caption:drafted')).toEqual({ language: 'vi', text: 'Bao bì phải' });
    expect(await app.context.db.caption.count({ where: { sessionId: room.session.sessionId } })).toBe(0);
  });

  it('are corrected and taken away for everybody, by name in the audit (R50)', async () => {
    const first = caption('Bao bỉ');
    const { caption: said } = await captioner.request('caption:say', first);
    const { captionId } = said;
    await captioner.request('caption:correct', { captionId, text: 'Bao bì' });
    await page.waitFor('caption:said', (news) => news.caption.text === 'Bao bì');
    // A repeat of the first words, on its way while they were corrected, does not bring them back.
    const { caption: repeated } = await captioner.request('caption:say', first);
    expect(repeated.text).toBe('Bao bì');
    for (const _ of ['once', 'again']) await captioner.request('caption:remove', { captionId });
    await page.waitFor('caption:removed', (news) => news.captionId === captionId);

    const late = await learner.client.join(room.session.code);
    expect(late.snapshot.captions).toEqual({ languages: [], latest: [] });
    const { entries } = await dataOf<{ entries: { action: string }[] }>(
      (await make.makeOrganiser()).client.http('GET', `/api/series/${room.series.seriesId}/audit`),
    );
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['caption.removed', 'caption.corrected']);
    expect(await captioner.requestRaw('caption:correct', { captionId, text: 'x' })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('that were corrected or taken away are nowhere among what somebody missed (R50)', async () => {
    const position = page.joined?.position ?? null;
    const { caption: wrong } = await captioner.request('caption:say', caption('Số thẻ 9704'));
    const { caption: slip } = await captioner.request('caption:say', caption('Bao bỉ'));
    await page.waitFor('caption:said', (news) => news.caption.text === 'Bao bỉ');
    await captioner.request('caption:remove', { captionId: wrong.captionId });
    await captioner.request('caption:correct', { captionId: slip.captionId, text: 'Bao bì' });
    await page.waitFor('caption:said', (news) => news.caption.text === 'Bao bì');
    page.close();

    const back = await learner.client.join(room.session.code, { position });
    expect(back.joined?.snapshot).toBeNull();
    const missed = JSON.stringify(back.joined?.missed);
    expect(missed).toContain(wrong.captionId);
    expect(missed).not.toMatch(/9704|Bao bỉ/u);
  });

  it('of another room cannot be touched', async () => {
    const other = await makeClassroom(make, { state: 'live' });
    const elsewhere = await other.trainer.client.join(other.session.code);
    const { caption: said } = await elsewhere.request('caption:say', caption('nơi khác'));
    for (const name of ['caption:correct', 'caption:remove']) {
      const input = { captionId: said.captionId, ...(name === 'caption:correct' ? { text: 'x' } : {}) };
      expect(await captioner.requestRaw(name, input)).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('end with the session', async () => {
    await dataOf(move(room, 'end'));
    expect(await captioner.requestRaw('caption:say', caption('muộn'))).toMatchObject({
      error: { code: 'wrong_state' },
    });
  });
});

describe('the transcript', () => {
  it('has each language apart, in the order of speech, in parts that fit together', async () => {
    const { sessionId } = room.session;
    const startMs = Date.now();
    const rows = Array.from({ length: 450 }, (_, index) => ({
      sessionId,
      clientId: randomUUID(),
      source: 'TYPED' as const,
      language: index % 3 === 0 ? 'en' : 'vi',
      text: `câu ${index}`,
      // Pairs are of the same moment.
      startedAt: new Date(startMs + Math.floor(index / 2) * 1_000),
    }));
    await app.context.db.caption.createMany({ data: rows });

    const texts: string[] = [];
    let after = '';
    for (;;) {
      const query: string = `captions?language=vi${after && `&after=${after}`}`;
      const part = await dataOf<{ captions: { captionId: string; text: string }[]; more: boolean }>(
        learner.client.http('GET', path(query)),
      );
      texts.push(...part.captions.map(({ text }) => text));
      after = part.captions.at(-1)?.captionId ?? '';
      if (!part.more) break;
    }
    expect(texts).toEqual(rows.filter(({ language }) => language === 'vi').map(({ text }) => text));
    expect(await dataOf(learner.client.http('GET', path('caption-tracks')))).toEqual({
      tracks: [
        { language: 'vi', captions: 300 },
        { language: 'en', captions: 150 },
      ],
    });
  });

  it('is a WebVTT file with times from the start of the session', async () => {
    const startedAt = new Date(Date.now() - 600_000);
    await app.context.db.session.update({ where: { id: room.session.sessionId }, data: { startedAt } });
    await captioner.request('caption:say', caption('<Chào> & mời'));

    const file = await readFile(learner.client);
    expect(file).toMatch(/^WEBVTT\nKind: captions\nLanguage: vi\n\n00:10:0\d\.\d{3} --> 00:10:0\d\.\d{3}\n/u);
    expect(file).toContain('&lt;Chào&gt; &amp; mời');
  });
});

describe('the port for a captioning service', () => {
  interface Opened {
    url: string;
  }

  async function open(): Promise<string> {
    const { url } = await dataOf<Opened>(room.trainer.client.http('POST', path('caption-port')));
    return url;
  }

  /** As a service does it: no cookie, no origin. */
  async function send(url: string, body: unknown, headers: Record<string, string> = {}) {
    const isText = typeof body === 'string';
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...headers },
      body: isText ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  }

  it('takes plain text, one caption a line, as meeting products do', async () => {
    const url = await open();
    const sent = await send(`${url}&seq=1&lang=vi-VN`, 'Chào bà con.\nHôm nay ta học ghi nhãn.\n');

    expect(sent).toEqual({ status: 200, body: { captions: 2 } });
    const { caption: last } = await page.waitFor('caption:said', (news) =>
      news.caption.text.startsWith('Hôm'),
    );
    expect(last).toMatchObject({ language: 'vi', source: 'service' });
  });

  it('keeps what is repeated once, and takes a counter that begins again for a new one', async () => {
    const url = await open();
    for (const _ of ['once', 'again']) await send(`${url}&seq=1`, 'một');
    await send(`${url}&seq=1`, 'hai');

    const file = await readFile(learner.client);
    expect(file.match(/\nmột\n/gu)).toHaveLength(1);
    expect(file.match(/\nhai\n/gu)).toHaveLength(1);
  });

  it('takes what is still being said, and cuts what is long between words', async () => {
    const url = await open();
    await send(url, { text: 'Nhãn phải ghi', final: false, language: 'en' });
    expect(await page.waitFor('caption:drafted')).toEqual({ language: 'en', text: 'Nhãn phải ghi' });

    const long = Array.from({ length: 60 }, (_, index) => `từ${index}`).join(' ');
    expect(await send(url, { text: long })).toEqual({ status: 200, body: { captions: 2 } });
  });

  it('refuses by name: a token that is wrong or withdrawn, a page of another site, no words, a closed room', async () => {
    const first = await open();
    const second = await open();
    const wrong = first.replace(/token=.*/u, `token=${'a'.repeat(43)}`);
    for (const url of [first, wrong]) {
      expect(await send(url, 'chữ')).toEqual({ status: 410, body: { error: { code: 'link_invalid' } } });
    }
    expect(await send(second, 'chữ', { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await send(second, { text: 7 })).toMatchObject({ status: 400 });
    expect(await send(second, { text: 'x'.repeat(20_000) })).toMatchObject({ status: 400 });
    await dataOf(move(room, 'end'));
    expect(await send(second, 'chữ')).toMatchObject({
      status: 409,
      body: { error: { code: 'wrong_state' } },
    });
    await dataOf(room.trainer.client.http('DELETE', path('caption-port')));
    expect(await send(second, 'chữ')).toMatchObject({ status: 410 });
  });

  it('acts for nobody: a cookie that comes along counts for nothing', async () => {
    const { url } = app;
    const answer = room.trainer.client.http('POST', `/port/captions?token=${'b'.repeat(43)}`, {
      text: 'chữ',
    });
    expect(await codeOf(answer)).toBe('link_invalid');
    expect(url).toBe(room.trainer.client.url);
  });

  it('is refused what comes too fast, and nobody else is', async () => {
    const url = await open();
    const sent = await Promise.all(Array.from({ length: 50 }, (_, n) => send(`${url}&seq=${n}`, `câu ${n}`)));
    const refused = sent.filter(({ status }) => status === 429);
    expect(refused.length).toBe(10);
    await captioner.request('caption:say', caption('vẫn gõ được'));
  });

  it('tells staff that it is there and when it was used, never its token', async () => {
    await open();
    const { port } = await dataOf<{ port: object }>(room.trainer.client.http('GET', path('caption-port')));
    expect(port).toEqual({ createdAt: expect.any(String), lastUsedAt: null });
    expect(await codeOf(learner.client.http('GET', path('caption-port')))).toBe('not_allowed');
  });
});
