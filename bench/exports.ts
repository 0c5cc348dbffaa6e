import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ListFormat, listFormats } from '#shared/features/evidence.ts';
import { makeCrowdedSession } from '#tests/support/crowded-session.ts';
import { startBenchApp } from './support/bench-app.ts';
import { round } from './support/statistics.ts';

/**
 * How long a list of fifty thousand takes over HTTP, from the request to its last byte, how much memory the process takes for it, the embedded database's and
 * the reader's included, and how long nothing else in the process had its turn. Goal: each form below ten seconds.
 */
const LEARNERS = Number(process.argv[2] ?? 50_000);
const GOAL_SECONDS = 10;
const SAMPLE_EVERY_MS = 20;
const MEGABYTE = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function main(): Promise<void> {
  const app = await startBenchApp();
  const { seriesId, sessionId, organiser } = await makeCrowdedSession(app, LEARNERS);
  const { cookieHeader: cookie } = organiser.client;
  const files = `${app.url}/files/series/${seriesId}/attendance-list?sessionId=${sessionId}`;

  async function take(format: ListFormat) {
    collectGarbage();
    const before = process.memoryUsage().rss;
    let peakRss = before;
    const sampler = setInterval(() => {
      peakRss = Math.max(peakRss, process.memoryUsage.rss());
    }, SAMPLE_EVERY_MS);
    const turns = monitorEventLoopDelay({ resolution: 5 });
    turns.enable();
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const response = await fetch(`${files}&format=${format}`, { headers: { cookie } });
    if (!response.ok || !response.body) throw new Error(`${format}: ${response.status}`);
    let firstByteMs = 0;
    let bytes = 0;
    for await (const piece of response.body) {
      firstByteMs ||= performance.now() - began;
      bytes += piece.byteLength;
    }
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    clearInterval(sampler);
    turns.disable();
    return {
      secondsFor50000: round(((ms / 1_000) * 50_000) / LEARNERS, 2),
      cpuSeconds: round((user + system) / 1e6, 2),
      firstByteSeconds: round(firstByteMs / 1_000, 2),
      longestPauseMs: Math.round(turns.max / 1e6),
      megabytes: round(bytes / MEGABYTE, 1),
      rssGrowthMegabytes: Math.round((peakRss - before) / MEGABYTE),
    };
  }

  /** What is held while a list travels, and not only waits to be thrown away: looked at now and then, with the garbage gone. */
  async function findHeld(): Promise<number> {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const response = await fetch(`${files}&format=csv`, { headers: { cookie } });
    let held = 0;
    let [bytes, seenBytes] = [0, 0];
    for await (const piece of response.body ?? []) {
      bytes += piece.byteLength;
      if (bytes - seenBytes < MEGABYTE / 2) continue;
      seenBytes = bytes;
      collectGarbage();
      held = Math.max(held, process.memoryUsage().heapUsed - before);
    }
    return Math.round(held / MEGABYTE);
  }

  // Counted once, and its code warm, as a few seconds after a session's end.
  const first = await take('json');
  const rssAtStart = process.memoryUsage().rss;
  const found: Partial<Record<ListFormat, Awaited<ReturnType<typeof take>>>> = {};
  for (const format of listFormats) found[format] = await take(format);
  console.log(
    JSON.stringify({
      bench: 'exports',
      learners: LEARNERS,
      goalSeconds: GOAL_SECONDS,
      first,
      ...found,
      heldMegabytes: await findHeld(),
      rssAtStartMegabytes: Math.round(rssAtStart / MEGABYTE),
    }),
  );
  await app.close();
}

await main();
process.exit(0);
