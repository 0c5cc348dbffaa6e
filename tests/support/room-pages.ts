import type { Browser, Page } from 'playwright-core';
import { type OpenOptions, openBrowserContext, watchForErrors } from './browser.ts';
import type { TestPerson } from './factories.ts';

/** What `window.lecternStats()` of a room's page answers. */
export interface RoomStats {
  firstFrameMs: number | null;
  firstSoundMs: number | null;
  framesDecoded: number;
  /** Of the largest picture that comes now. */
  frameHeight: number | null;
  audioLevel: number;
  bytesReceived: number;
  srtpCipher: string | null;
  way: string | null;
  connection: string;
  receiving: string;
}

export interface RoomPage {
  page: Page;
  /** What its console complained about. */
  errors: string[];
}

/** A trainer who has entered the control room. */
export async function openControlRoom(
  browser: Browser,
  options: OpenOptions & { code: string; person: TestPerson },
): Promise<RoomPage> {
  const context = await openBrowserContext(browser, {
    ...options,
    cookie: options.person.client.cookieHeader,
  });
  const page = await context.newPage();
  const errors = watchForErrors(page);
  await page.goto(`/s/${options.code}`);
  await page.getByRole('button', { name: 'Vào phòng điều khiển' }).click();
  return { page, errors };
}

/** Camera and microphone checked in the dialog, then on air. */
export async function goOnAir(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lên hình', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Lên hình/u }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Somebody without an account who comes by the public link and writes a name. */
export async function enterByName(
  browser: Browser,
  options: OpenOptions & { code: string; name: string },
): Promise<RoomPage> {
  const context = await openBrowserContext(browser, options);
  const page = await context.newPage();
  const errors = watchForErrors(page);
  await page.goto(`/s/${options.code}`);
  await page.getByLabel('Họ và tên').fill(options.name);
  await page.getByRole('button', { name: 'Vào lớp' }).click();
  return { page, errors };
}

/** What this page is to receive from now on, by the words of its choice; on a phone the act is under "More". */
export async function chooseRung(page: Page, label: string): Promise<void> {
  const name = 'Chất lượng hình và tiếng';
  const act = page.getByRole('button', { name, exact: true });
  const more = page.getByRole('button', { name: 'Thêm tuỳ chọn' });
  if (await more.isVisible()) await more.click();
  await act.filter({ visible: true }).first().click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByRole('radio', { name: new RegExp(`^${label}`, 'u') }).check();
  await dialog.getByRole('button', { name: 'Đóng' }).last().click();
  await dialog.waitFor({ state: 'hidden' });
}

export async function readStats(page: Page): Promise<RoomStats> {
  return page.evaluate(async () => {
    const read = (window as { lecternStats?: () => Promise<RoomStats> }).lecternStats;
    if (read) return read();
    return {
      firstFrameMs: null,
      firstSoundMs: null,
      framesDecoded: 0,
      frameHeight: null,
      audioLevel: 0,
      bytesReceived: 0,
      srtpCipher: null,
      way: null,
      connection: 'none',
      receiving: 'none',
    };
  });
}

export interface Perceived {
  /** More pictures were decoded than a moment ago. */
  sees: boolean;
  /** A sound above silence. */
  hears: boolean;
}

/** Looks and listens for a second: the fake microphone beeps for a fifth of each, so eight looks cannot all miss it. */
export async function perceive(page: Page): Promise<Perceived> {
  const before = await readStats(page);
  let loudest = before.audioLevel;
  let after = before;
  for (let look = 0; look < 8; look += 1) {
    const startedAt = await page.evaluate(() => performance.now());
    await page.waitForFunction((since) => performance.now() - since > 125, startedAt);
    after = await readStats(page);
    loudest = Math.max(loudest, after.audioLevel);
  }
  return { sees: after.framesDecoded > before.framesDecoded, hears: loudest > 0.01 };
}
