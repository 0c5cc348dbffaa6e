import process from 'node:process';
import type { Page } from 'playwright-core';
import { launchBrowser, openBrowserContext } from '#tests/support/browser.ts';
import { makeLargeSeries } from '#tests/support/large-series.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, percentile, round } from './support/statistics.ts';

/**
 * How long an organiser waits for the results of eleven topics and three thousand learners in a browser: from the address to the first rows of the heat map, in a page that has
 * nothing in memory yet; and how evenly they scroll from the first to the last learner. Goal: half of the openings below a second.
 */
const ROUNDS = Number(process.argv[2] ?? 9);
const GOAL_MS = 1_000;
const screens = { laptop: { width: 1280, height: 800 }, phone: { width: 360, height: 640 } } as const;
const SCROLL_STEPS = 120;

async function main(): Promise<void> {
  const app = await startBenchApp();
  const { seriesId, organiser, personIds } = await makeLargeSeries(app, { mixed: true });
  const results = `${app.url}/api/series/${seriesId}/results`;
  const { cookieHeader: cookie } = organiser.client;
  // Counted once, as it is a few seconds after a session's end.
  for (let isCounting = true; isCounting; ) {
    const report = (await (await fetch(results, { headers: { cookie } })).json()) as {
      topics: { counting: boolean }[];
    };
    isCounting = report.topics.some(({ counting }) => counting);
  }
  const browser = await launchBrowser();
  const found: Record<string, unknown> = {};
  for (const [screen, viewport] of Object.entries(screens)) {
    const context = await openBrowserContext(browser, { url: app.url, cookie, viewport });
    const times: number[] = [];
    let scroll = {};
    // The first one reads the files of the site, as on the first day.
    for (let at = 0; at <= ROUNDS; at += 1) {
      const page = await context.newPage();
      const ms = await open(page, `${app.url}/series/${seriesId}/attendance`);
      if (at > 0) times.push(ms);
      if (at === ROUNDS) scroll = await scrollThrough(page, personIds.length);
      await page.close();
    }
    found[screen] = {
      medianMs: Math.round(median(times)),
      fastestMs: Math.round(Math.min(...times)),
      slowestMs: Math.round(Math.max(...times)),
      ...scroll,
    };
    await context.close();
  }
  await browser.close();
  console.log(JSON.stringify({ bench: 'series-page', goalMs: GOAL_MS, ...found }));
  await app.close();
}

/** By the page's own clock: from the navigation to a drawn row of the heat map. */
async function open(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('gridcell').first().waitFor();
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  );
}

async function scrollThrough(page: Page, learners: number) {
  const drawn = await page.evaluate(async (steps) => {
    let box: Element | null = document.querySelector('[role="gridcell"]');
    while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
    if (!box) throw new Error('nothing scrolls');
    const whole = box.scrollHeight - box.clientHeight;
    const frames: number[] = [];
    let last = performance.now();
    for (let step = 1; step <= steps; step += 1) {
      box.scrollTop = (whole * step) / steps;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    return { frames, rows: document.querySelectorAll('[role="row"]').length };
  }, SCROLL_STEPS);
  return {
    learners,
    rowsInPage: drawn.rows,
    frameP50Ms: round(percentile(drawn.frames, 0.5), 1),
    frameP95Ms: round(percentile(drawn.frames, 0.95), 1),
  };
}

await main();
process.exit(0);
