import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser } from '#tests/support/browser.ts';
import { enterByName, readStats } from '#tests/support/room-pages.ts';
import { openClassRoom } from './support/class-room.ts';
import { median } from './support/statistics.ts';

/**
 * Milliseconds from the click that enters to the first picture shown and the first sound heard, each time in a browser context of its own with
 * nothing cached, on loopback beside the server and the trainer's browser. The page itself takes the times (`client/media/first-times.ts`).
 */
const RUNS = 10;
const GIVE_UP_MS = 60_000;
const LOOK_EVERY_MS = 50;

const trainerBrowser = await launchBrowser();
const learnerBrowser = await launchBrowser();
const { app, session } = await openClassRoom(trainerBrowser);
const firstFrameMs: number[] = [];
const firstSoundMs: number[] = [];

// One more than counted: the first run warms the server's code.
for (let run = 0; run <= RUNS; run += 1) {
  const { page } = await enterByName(learnerBrowser, {
    url: app.url,
    code: session.code,
    name: `Học viên ${run}`,
  });
  const deadlineMs = performance.now() + GIVE_UP_MS;
  let stats = await readStats(page);
  // Asked from here: a promise that a page's own predicate returned would count as true at once.
  while (stats.firstFrameMs === null || stats.firstSoundMs === null) {
    if (performance.now() > deadlineMs) throw new Error(`run ${run}: nothing seen or heard`);
    await delay(LOOK_EVERY_MS);
    stats = await readStats(page);
  }
  console.log(`run ${run}: picture after ${stats.firstFrameMs} ms, sound after ${stats.firstSoundMs} ms`);
  if (run > 0) {
    firstFrameMs.push(stats.firstFrameMs ?? Number.NaN);
    firstSoundMs.push(stats.firstSoundMs ?? Number.NaN);
  }
  await page.context().close();
}

await Promise.all([trainerBrowser.close(), learnerBrowser.close()]);
await app.close();
console.log(
  JSON.stringify({
    bench: 'join',
    firstFrameMsP50: median(firstFrameMs),
    firstSoundMsP50: median(firstSoundMs),
    runs: RUNS,
    firstFrameMs,
    firstSoundMs,
  }),
);
process.exit(0);
