import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { protocolVersion } from '#shared/contract.ts';
import { launchBrowser, openBrowserContext } from '#tests/support/browser.ts';
import { enterByName, readStats } from '#tests/support/room-pages.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { FarLine, type JoinLog, MEDIA_HOST } from './join/far-line.ts';
import { openClassRoom } from './support/class-room.ts';
import { median, round } from './support/statistics.ts';

/**
 * From the open WebSocket to the first sound and the first whole picture, over lines of a fixed length: in round trips, counted from what crossed the
 * lines, and in time against a client that joins in the order of mediasoup's demo; both by turns, A B B A, in Chromium and in contexts of their own.
 * The trainer is as far from the server as the learner: a picture begins with a request to the trainer's encoder. performance.md G7; goals:
 * at most 4 round trips to the sound, 5.5 to the picture, and 0.55 of the demo's time. `firstFrameMs` and `firstSoundMs` are the page's own, from the click.
 */
const ROUND_TRIP_MS = 200;
/** One more than counted: the first round warms the server's code. */
const ROUNDS = 7;
const GIVE_UP_MS = 60_000;
const LOOK_EVERY_MS = 20;
/** A publisher is asked for one picture a second at most: the next run must not wait for the one before. */
const PAUSE_MS = 1_500;

type Side = 'ours' | 'demo';
type Whole = { [Key in keyof JoinLog]: number };

const line = await FarLine.open(ROUND_TRIP_MS);
const trainerBrowser = await launchBrowser();
const learnerBrowser = await launchBrowser();
const { app, session } = await openClassRoom(trainerBrowser, {
  LECTERN_MEDIA_PORT: String(line.mediaPort),
  LECTERN_ANNOUNCED_ADDRESS: MEDIA_HOST,
});
const url = await line.leadTo(app.port, await readKinds());
const demoClient = await bundleDemoClient();

const logs: Record<Side, Whole[]> = { ours: [], demo: [] };
const clicks: { firstFrameMs: number[]; firstSoundMs: number[] } = { firstFrameMs: [], firstSoundMs: [] };
for (let run = 0; run < ROUNDS; run += 1) {
  const order: Side[] = run % 2 === 0 ? ['ours', 'demo'] : ['demo', 'ours'];
  for (const side of order) {
    await delay(PAUSE_MS);
    const log = await (side === 'ours' ? joinOurs(learnerBrowser, run) : joinDemo(learnerBrowser, run));
    console.log(
      `run ${run}, ${side}: sound after ${log.soundHops / 2} round trips (${Math.round(log.soundMs)} ms), picture after ${log.pictureHops / 2} (${Math.round(log.pictureMs)} ms)`,
    );
    if (run > 0) logs[side].push(log);
  }
}

await Promise.all([trainerBrowser.close(), learnerBrowser.close()]);
await app.close();
line.close();

const middle = (side: Side, key: keyof JoinLog) => median(logs[side].map((log) => log[key]));
console.log(
  JSON.stringify({
    bench: 'join',
    soundRoundTrips: middle('ours', 'soundHops') / 2,
    pictureRoundTrips: middle('ours', 'pictureHops') / 2,
    goal: { soundRoundTrips: 4, pictureRoundTrips: 5.5, timeRatio: 0.55 },
    timeRatio: round(middle('ours', 'soundMs') / middle('demo', 'soundMs')),
    pictureTimeRatio: round(middle('ours', 'pictureMs') / middle('demo', 'pictureMs')),
    demoSoundRoundTrips: middle('demo', 'soundHops') / 2,
    demoPictureRoundTrips: middle('demo', 'pictureHops') / 2,
    roundTripMs: ROUND_TRIP_MS,
    soundMsP50: Math.round(middle('ours', 'soundMs')),
    pictureMsP50: Math.round(middle('ours', 'pictureMs')),
    firstSoundMsP50: median(clicks.firstSoundMs),
    firstFrameMsP50: median(clicks.firstFrameMs),
    soundFrameMs: line.soundFrameMs,
    soundPacketsPerSecond: 1_000 / line.soundFrameMs,
    runs: ROUNDS - 1,
    soundRoundTripsOfRuns: logs.ours.map(({ soundHops }) => soundHops / 2),
    pictureRoundTripsOfRuns: logs.ours.map(({ pictureHops }) => pictureHops / 2),
  }),
);
process.exit(0);

async function joinOurs(browser: Browser, run: number): Promise<Whole> {
  line.expectLearner();
  const { page } = await enterByName(browser, { url, code: session.code, name: `Học viên ${run}` });
  const log = await waitForBoth();
  let stats = await readStats(page);
  while (stats.firstFrameMs === null || stats.firstSoundMs === null) {
    await delay(LOOK_EVERY_MS);
    stats = await readStats(page);
  }
  if (run > 0) {
    clicks.firstFrameMs.push(stats.firstFrameMs);
    clicks.firstSoundMs.push(stats.firstSoundMs);
  }
  await page.context().close();
  return log;
}

async function joinDemo(browser: Browser, run: number): Promise<Whole> {
  line.expectLearner();
  const context = await openBrowserContext(browser, { url });
  const page = await context.newPage();
  await page.goto(`/s/${session.code}`);
  await page.evaluate(
    async ({ code, name }) => {
      await fetch(`/api/rooms/${code}/enter`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ clientId: crypto.randomUUID(), name }),
      });
    },
    { code: session.code, name: `Người mẫu ${run}` },
  );
  await page.evaluate(demoClient);
  await page.evaluate(`demo.joinInDemoOrder(${protocolVersion}, ${JSON.stringify(session.code)})`);
  const log = await waitForBoth();
  await context.close();
  return log;
}

async function waitForBoth(): Promise<Whole> {
  const deadlineMs = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { soundHops, soundMs, pictureHops, pictureMs } = line.log;
    if (soundHops !== null && soundMs !== null && pictureHops !== null && pictureMs !== null)
      return { soundHops, soundMs, pictureHops, pictureMs };
    if (performance.now() > deadlineMs) throw new Error(`nothing came: ${JSON.stringify(line.log)}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** Which payload type is sound and which is a picture, as every router of ours numbers them. */
async function readKinds(): Promise<Map<number, 'audio' | 'video'>> {
  interface Codec {
    kind: 'audio' | 'video';
    mimeType: string;
    preferredPayloadType: number;
  }
  const { body } = await new TestClient(app.url).http<{ routerRtpCapabilities: { codecs: Codec[] } }>(
    'GET',
    '/api/media-capabilities',
  );
  return new Map(
    body.routerRtpCapabilities.codecs
      .filter(({ mimeType }) => !mimeType.endsWith('/rtx'))
      .map(({ preferredPayloadType, kind }) => [preferredPayloadType, kind]),
  );
}

async function bundleDemoClient(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('./join/demo-client.ts', import.meta.url)),
        formats: ['iife'],
        name: 'demo',
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('the demo client was not built');
  return chunk.code;
}
