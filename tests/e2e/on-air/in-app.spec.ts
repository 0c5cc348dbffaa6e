import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFaults } from '#tests/support/axe.ts';
import { launchBrowser, openBrowserContext } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { enterByName, goOnAir, openControlRoom, perceive } from '#tests/support/room-pages.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

const zalo =
  'Mozilla/5.0 (Linux; Android 13; SM-A145F Build/TP1A.220624.014) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Version/4.0 Chrome/119.0.6045.194 Mobile Safari/537.36 Zalo android/12100698 ZaloTheme/light ZaloLanguage/vi';
const phone = { width: 360, height: 640 };

let server: ServerProcess;
let browser: Browser;
let session: TestSession;
let person: TestPerson;

beforeAll(async () => {
  server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries({ topics: 1 });
      session = await make.makeSession({ series });
      person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
    },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** As an app that keeps nothing for its pages. */
function refuseStorage(): void {
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  }
}

/** As Safari does, and apps on its engine: nothing plays on a page before a tap, then whatever the page likes. */
function refuseSoundUntilTap(): void {
  const { play } = HTMLMediaElement.prototype;
  let hasTapped = false;
  // Not the browser's own word for it: to that, the test's own looks at the page count as taps.
  window.addEventListener(
    'click',
    () => {
      hasTapped = true;
    },
    true,
  );
  HTMLMediaElement.prototype.play = function playAfterTap() {
    return hasTapped ? play.call(this) : Promise.reject(new DOMException('no tap', 'NotAllowedError'));
  };
}

it('in Zalo, which keeps nothing, the personal link brings the person back, and the page says what is missing there', async () => {
  const { url } = server;
  const first = await enterByName(browser, { url, code: session.code, name: 'Nguyễn Thị Hoa' });
  await first.page.waitForURL(/#k=/u);
  const link = first.page.url();
  await first.page.context().close();

  const context = await openBrowserContext(browser, {
    url,
    userAgent: zalo,
    viewport: phone,
    initScript: refuseStorage,
  });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByText('Nguyễn Thị Hoa').first().waitFor();
  const notice = page.getByTestId('browser-notice');
  await notice.waitFor();
  await page.getByText('Bạn đang mở lớp trong Zalo').waitFor();
  expect(await notice.getByText('Có thể không tải được tài liệu về máy.').count()).toBe(1);
  expect(await notice.getByRole('link', { name: 'Mở bằng Chrome' }).getAttribute('href')).toMatch(
    /^intent:.*#k=.*#Intent;scheme=http;package=com\.android\.chrome;/u,
  );
  expect(await notice.getByRole('textbox').inputValue()).toBe(link);
  expect(await findFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Vào lớp' }).click();
  await page.getByRole('button', { name: 'Đặt câu hỏi' }).waitFor();
  await context.close();
});

it('nothing of the kind is said in a browser that lacks nothing', async () => {
  const context = await openBrowserContext(browser, { url: server.url, viewport: phone });
  const page = await context.newPage();
  await page.goto(`/s/${session.code}`);
  await page.getByRole('button', { name: 'Vào lớp' }).waitFor();
  expect(await page.getByTestId('browser-notice').count()).toBe(0);
  await context.close();
});

it('sound that the browser holds back until a tap has a button of its own', async () => {
  const { url } = server;
  const trainer = await openControlRoom(browser, { url, code: session.code, person });
  await goOnAir(trainer.page);
  const options = { url, code: session.code, name: 'Lê Thị Lan', initScript: refuseSoundUntilTap };
  const learner = await enterByName(browser, options);
  await expect.poll(async () => (await perceive(learner.page)).hears, { timeout: 60_000 }).toBe(true);
  // A page that begins inside has had no tap.
  await learner.page.reload();
  await learner.page.getByRole('button', { name: 'Bật tiếng' }).click();
  await learner.page.getByRole('button', { name: 'Bật tiếng' }).waitFor({ state: 'hidden' });
  await expect.poll(async () => (await perceive(learner.page)).hears, { timeout: 60_000 }).toBe(true);

  // A phone call pauses whatever plays, and does not start it again.
  await learner.page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.pause());
  await learner.page.getByRole('button', { name: 'Bật tiếng' }).click();
  await learner.page.getByRole('button', { name: 'Bật tiếng' }).waitFor({ state: 'hidden' });
  expect(await learner.page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(false);
});
