import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '#tests/support/browser.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { chooseRung, enterByName, goOnAir, openControlRoom, perceive } from '#tests/support/room-pages.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

/** Past the moment at which a socket that answers nothing is given up. */
const SILENCE_SECONDS = 25;
const NAMES = { hears: 'Nguyễn Thị Hoa', reads: 'Lê Văn An' };

let app: TestApp;
let browser: Browser;
let session: TestSession;
let person: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  const make = new Factories(app);
  const series = await make.makeSeries({ topics: 1 });
  session = await make.makeSession({ series, state: 'live' });
  person = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** As a phone does whose screen is off: nothing on the page runs, and the rest of the browser goes on. */
async function stopScripts(page: Page): Promise<void> {
  await page.evaluate((seconds) => {
    setTimeout(() => {
      const end = performance.now() + seconds * 1_000;
      while (performance.now() < end);
    });
  }, SILENCE_SECONDS + 15);
}

async function stayOf(name: string) {
  return app.context.db.presenceInterval.findFirstOrThrow({
    where: { sessionId: session.sessionId, person: { name } },
    orderBy: { startedAt: 'desc' },
  });
}

it('a page whose scripts have stopped is present for as long as sound reaches it, and absent where none does', async () => {
  const options = { url: app.url, code: session.code };
  const trainer = await openControlRoom(browser, { ...options, person });
  await goOnAir(trainer.page);
  const hears = await enterByName(browser, { ...options, name: NAMES.hears });
  const reads = await enterByName(browser, { ...options, name: NAMES.reads });
  await expect.poll(async () => (await perceive(hears.page)).hears, { timeout: 60_000 }).toBe(true);
  await chooseRung(reads.page, 'Trang chiếu và chữ');
  await expect.poll(async () => (await perceive(reads.page)).hears, { timeout: 60_000 }).toBe(false);

  for (const { page } of [hears, reads]) await stopScripts(page);
  const stoppedAt = (await stayOf(NAMES.hears)).lastProofAt.getTime();
  await expect
    .poll(async () => (await stayOf(NAMES.reads)).endedAt, { timeout: SILENCE_SECONDS * 2_000 })
    .not.toBeNull();
  await expect
    .poll(async () => (await stayOf(NAMES.hears)).lastProofAt.getTime() - stoppedAt, {
      timeout: SILENCE_SECONDS * 2_000,
    })
    .toBeGreaterThan(SILENCE_SECONDS * 1_000);
  expect((await stayOf(NAMES.hears)).endedAt).toBeNull();
  expect((await stayOf(NAMES.reads)).endedAt?.getTime()).toBeLessThan(stoppedAt + 15_000);
});
