import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { CertificateDesk, makeCertifiedSeries, toDesign } from '#tests/support/certificates.ts';
import { Factories } from '#tests/support/factories.ts';
import { startBenchApp } from './support/bench-app.ts';
import { round } from './support/statistics.ts';

/**
 * A thousand certificates of two pages in the background: how many a second, and what the server's event loop, on which every room
 * turns, feels of it. Names differ, everything else is what a series has: eleven topics on the second page, QR, signature.
 */
const CERTIFICATES = Number(process.argv[2] ?? 1_000);
const LOOK_EVERY_MS = 250;
const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Y', 'Lò', 'Công Tằng Tôn Nữ'];
const MIDDLES = ['Thị', 'Văn', 'Ngọc', 'Hoàng', 'Bhĭu', 'Thị Phương'];

async function main(): Promise<void> {
  const app = await startBenchApp();
  const make = new Factories(app);
  const names = Array.from(
    { length: CERTIFICATES },
    (_, at) => `${FAMILIES[at % FAMILIES.length]} ${MIDDLES[at % MIDDLES.length]} Ân ${at + 1}`,
  );
  const { series, organiser } = await makeCertifiedSeries(make, app, names, { topics: 11 });
  const desk = new CertificateDesk(organiser.client, series.seriesId);
  await desk.keepTemplate(toDesign());

  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const startedMs = performance.now();
  const answer = await desk.issue();
  if (answer.status !== 200) throw new Error(`issuing was refused: ${JSON.stringify(answer.body)}`);
  const issuedMs = performance.now() - startedMs;
  for (;;) {
    const run = await desk.latestRun();
    if (run?.state === 'done') {
      if (run.ready !== CERTIFICATES) throw new Error(`only ${run.ready} are ready`);
      break;
    }
    await delay(LOOK_EVERY_MS);
  }
  const tookMs = performance.now() - startedMs;
  loop.disable();
  console.log(
    JSON.stringify({
      bench: 'certificates',
      perSecond: round((CERTIFICATES * 1_000) / tookMs, 1),
      certificates: CERTIFICATES,
      seconds: round(tookMs / 1_000, 1),
      registerWrittenMs: Math.round(issuedMs),
      loopDelayP50Ms: round(loop.percentile(50) / 1e6, 1),
      loopDelayP99Ms: round(loop.percentile(99) / 1e6, 1),
      loopDelayMaxMs: round(loop.max / 1e6, 1),
    }),
  );
  await app.close();
}

await main();
process.exit(0);
