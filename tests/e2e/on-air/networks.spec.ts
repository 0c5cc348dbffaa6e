import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QuestionDto } from '#shared/features/questions.ts';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { FarServer } from '#tests/support/far-server.ts';
import { readLine, watchLine } from '#tests/support/line-watch.ts';
import {
  enterByName,
  goOnAir,
  openControlRoom,
  perceive,
  type RoomPage,
  readStats,
} from '#tests/support/room-pages.ts';

const SECOND_MS = 1_000;
const everything = { sees: true, hears: true };

let far: FarServer;
let browser: Browser;
let session: TestSession;
let person: TestPerson;
let moderator: TestPerson;
let trainer: RoomPage;
let learner: RoomPage;

beforeAll(async () => {
  far = await FarServer.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
      moderator = await make.makeModerator(series.seriesId, 'Lê Thị Lan');
    },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await far?.close();
});
beforeEach(() => {
  for (const relay of far.relays) {
    relay.set({});
    relay.restore();
  }
});

/** Fake devices cannot be unplugged: the test ends their tracks itself, and so must know them. */
function rememberMicrophones(): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    window.microphones = [...(window.microphones ?? []), ...stream.getAudioTracks()];
    return stream;
  };
}

declare global {
  interface Window {
    microphones?: MediaStreamTrack[];
  }
}

const perceiveSoon = (page: Page) =>
  expect.poll(() => perceive(page), { timeout: 60_000 }).toEqual(everything);

/** For where the picture may be away by itself: a page that has been on bad lines waits for minutes before it asks for it again. */
const hearSoon = (page: Page) =>
  expect.poll(async () => (await perceive(page)).hears, { timeout: 60_000 }).toBe(true);

const ask = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: 'Đặt câu hỏi' }).click();
  await page.getByLabel('Câu hỏi của bạn').fill(text);
  await page.getByRole('button', { name: 'Gửi câu hỏi' }).click();
};

/** As the server has them, read past the line that is cut. */
async function questions(body: string): Promise<QuestionDto[]> {
  const page = await moderator.client.join(session.code);
  try {
    return page.snapshot.questions.questions.filter((question) => question.body === body);
  } finally {
    page.close();
  }
}

const mark = (page: Page) =>
  page.evaluate(() => {
    document.body.dataset.notReloaded = 'yes';
  });
const isSamePage = (page: Page) => page.evaluate(() => document.body.dataset.notReloaded === 'yes');

describe('where UDP is blocked', () => {
  it('a trainer goes on air and a learner hears and sees over TCP, on the same port (R44)', async () => {
    far.media.cut('udp');
    const options = { url: far.url, code: session.code };
    trainer = await openControlRoom(browser, { ...options, person, initScript: rememberMicrophones });
    await goOnAir(trainer.page);
    learner = await enterByName(browser, { ...options, name: 'Nguyễn Thị Hoa' });
    await perceiveSoon(learner.page);
    expect(await readStats(learner.page)).toMatchObject({ way: 'tcp' });
    for (const { page } of [trainer, learner]) await mark(page);
  });
});

describe('where the line fails', () => {
  beforeEach(async () => {
    await perceiveSoon(learner.page);
    await watchLine(learner.page);
  });

  it('twenty seconds without a network lose nothing that was written, and nobody has to reload (R42, R43)', async () => {
    await ask(learner.page, 'Trước khi mất mạng');
    await expect.poll(async () => (await questions('Trước khi mất mạng')).length).toBe(1);

    const cutAtMs = performance.now();
    for (const relay of far.relays) relay.cut();
    await expect.poll(() => readLine(learner.page), { timeout: 15 * SECOND_MS }).not.toEqual([]);
    const wordlessMs = performance.now() - cutAtMs;
    await ask(learner.page, 'Viết lúc mất mạng');
    await expect
      .poll(() => performance.now() - cutAtMs, { timeout: 30 * SECOND_MS })
      .toBeGreaterThan(20 * SECOND_MS);
    for (const relay of far.relays) relay.restore();

    await expect
      .poll(async () => (await questions('Viết lúc mất mạng')).length, { timeout: 60 * SECOND_MS })
      .toBe(1);
    await perceiveSoon(learner.page);
    await learner.page.getByText('Đã nối lại.').waitFor({ state: 'hidden' });
    const [question] = await questions('Viết lúc mất mạng');
    const heldMs = Date.parse(question?.askedAt ?? '') - Date.parse(question?.written?.at ?? '');
    expect(heldMs).toBeGreaterThan(5 * SECOND_MS);
    expect(question?.written?.rough).toBe(false);
    expect((await questions('Trước khi mất mạng')).length).toBe(1);
    expect(wordlessMs).toBeLessThan(15 * SECOND_MS);
    const said = await readLine(learner.page);
    expect(said).toContain('Mất kết nối, đang nối lại…');
    expect(await Promise.all([trainer, learner].map(({ page }) => isSamePage(page)))).toEqual([true, true]);
  });

  it('media that lose their way alone are found again step by step, and the page says so (R42)', async () => {
    far.media.cut();
    await expect
      .poll(() => readLine(learner.page), { timeout: 40 * SECOND_MS })
      .toEqual(
        expect.arrayContaining([
          'Hình và tiếng vừa bị ngắt…',
          'Đang tìm lại đường truyền cho hình và tiếng…',
          'Đang thử lấy hình và tiếng theo đường khác…',
        ]),
      );
    // The rest of the room never noticed.
    await ask(learner.page, 'Tôi không nghe thấy');
    await expect.poll(async () => (await questions('Tôi không nghe thấy')).length).toBe(1);
    far.media.restore();
    await perceiveSoon(learner.page);
  });

  it('a page whose address changes is heard and hears again (R42)', async () => {
    for (const relay of far.relays) relay.changeAddress();
    await ask(learner.page, 'Tôi vừa đổi sang 4G');
    await expect
      .poll(async () => (await questions('Tôi vừa đổi sang 4G')).length, { timeout: 40 * SECOND_MS })
      .toBe(1);
    await perceiveSoon(learner.page);
    expect(await isSamePage(learner.page)).toBe(true);
  });
});

it('a line that loses a tenth, with a third of a second to and fro, still lets people in and ask', async () => {
  for (const relay of far.relays) relay.set({ delayMs: 150, jitterMs: 50, lossShare: 0.1 });
  const lan = await enterByName(browser, { url: far.url, code: session.code, name: 'Phạm Thị Lan' });
  await lan.page.getByRole('button', { name: 'Đặt câu hỏi' }).waitFor({ timeout: 60 * SECOND_MS });
  await ask(lan.page, 'Mạng yếu có hỏi được không?');
  await expect
    .poll(async () => (await questions('Mạng yếu có hỏi được không?')).length, { timeout: 30 * SECOND_MS })
    .toBe(1);
  await hearSoon(lan.page);
  await lan.page.context().close();
});

describe('a trainer', () => {
  /** What the browser's own menu does when somebody takes a permission away, or gives it back. */
  async function setPermission(
    session: CDPSession,
    page: Page,
    setting: 'denied' | 'granted',
  ): Promise<void> {
    const own = await page.context().newCDPSession(page);
    const { targetInfo } = await own.send('Target.getTargetInfo');
    await session.send('Browser.setPermission', {
      permission: { name: 'microphone' },
      setting,
      origin: new URL(page.url()).origin,
      ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
    });
    await own.detach();
  }

  it('whose microphone is unplugged is told, and takes it back with a click (R45)', async () => {
    await hearSoon(learner.page);
    await trainer.page.evaluate(() => {
      for (const track of window.microphones ?? []) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    });
    await trainer.page.getByText('Micro vừa bị ngắt').waitFor();
    await trainer.page.getByRole('button', { name: 'Bật lại', exact: true }).click();
    await trainer.page.getByText('Micro vừa bị ngắt').waitFor({ state: 'hidden' });
    await hearSoon(learner.page);
  });

  it('whose permission is revoked is told how to give it back, and is heard again when it is (R45)', async () => {
    // What it sets holds until it ends.
    const menu = await browser.newBrowserCDPSession();
    await setPermission(menu, trainer.page, 'denied');
    await trainer.page.getByText('Micro của trang này vừa bị chặn').waitFor();
    await setPermission(menu, trainer.page, 'granted');
    await trainer.page.getByText('Micro của trang này vừa bị chặn').waitFor({ state: 'hidden' });
    await hearSoon(learner.page);
  });
});
