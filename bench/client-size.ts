import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { launchBrowser, openBrowserContext } from '#tests/support/browser.ts';
import { readStats } from '#tests/support/room-pages.ts';
import { openClassRoom } from './support/class-room.ts';

/**
 * What a learner's phone fetches from opening the link until slide and sound are there: every response of the server by kind, in bytes as gzip -9 makes
 * them (pictures and fonts as they are). Goal: at most 122,880 bytes (120 KiB) of JavaScript.
 */
const GOAL_BYTES = 122_880;
const LOOK_EVERY_MS = 50;

/** Fetched because this bench asks what arrives; no learner's phone does. */
const isOwnFetch = (path: string): boolean => path.startsWith('/assets/lectern-stats-');

type Kind = 'script' | 'stylesheet' | 'font' | 'image' | 'document' | 'other';
const kinds: Kind[] = ['script', 'stylesheet', 'font', 'image', 'document', 'other'];

const browser = await launchBrowser();
const { app, session } = await openClassRoom(browser);
const context = await openBrowserContext(browser, {
  url: app.url,
  viewport: { width: 360, height: 640 },
});
const page = await context.newPage();
const bytes: Record<Kind, number> = { script: 0, stylesheet: 0, font: 0, image: 0, document: 0, other: 0 };
const files: { path: string; bytes: number }[] = [];
const pending: Promise<void>[] = [];
page.on('response', (response) => pending.push(weigh(response)));

await page.goto(`/s/${session.code}`);
await page.getByLabel('Họ và tên').fill('Nguyễn Thị Hoa');
await page.getByRole('button', { name: 'Vào lớp' }).click();
await page.getByRole('img', { name: 'Trang 1 trên' }).first().waitFor();
// Asked from here: a promise that a page's own predicate returned would count as true at once.
while ((await readStats(page)).firstSoundMs === null) await delay(LOOK_EVERY_MS);
await Promise.all(pending);
await browser.close();
await app.close();

for (const { path, bytes: size } of files.sort((a, b) => b.bytes - a.bytes)) console.log(`${size}\t${path}`);
console.log(
  JSON.stringify({
    bench: 'client-size',
    learnerJsGzipBytes: bytes.script,
    goal: GOAL_BYTES,
    cssGzipBytes: bytes.stylesheet,
    fontBytes: bytes.font,
    imageBytes: bytes.image,
    htmlGzipBytes: bytes.document,
    otherBytes: bytes.other,
  }),
);
process.exit(0);

async function weigh(response: Response): Promise<void> {
  const path = new URL(response.url()).pathname;
  if (isOwnFetch(path)) return;
  const type = response.request().resourceType();
  const kind = kinds.find((known) => known === type) ?? 'other';
  const body = await response.body().catch(() => Buffer.alloc(0));
  const size = kind === 'font' || kind === 'image' ? body.length : gzipSync(body, { level: 9 }).length;
  bytes[kind] += size;
  if (kind !== 'other') files.push({ path, bytes: size });
}
