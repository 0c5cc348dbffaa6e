import { randomUUID } from 'node:crypto';
import process from 'node:process';
import type { App } from '#server/app.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { type LargeSeries, makeLargeSeries } from '#tests/support/large-series.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, round } from './support/statistics.ts';

/**
 * How long the report of eleven topics and three thousand learners takes to open on the embedded database, over HTTP, compressed, until its last byte is there: again,
 * after a session's record has grown, after a correction, and with nothing kept at all, where it
 * says that it is being counted; `countedMs` is how long that takes. Goal: every median below 500 ms.
 */
const ROUNDS = Number(process.argv[2] ?? 15);
const GOAL_MS = 500;

async function main(): Promise<void> {
  const app = await startBenchApp();
  const series = await makeLargeSeries(app, { mixed: true });
  const { db } = app.context;
  let bytes = 0;
  let isCounting = false;
  const open = async (): Promise<number> => {
    const before = performance.now();
    const response = await fetch(`${app.url}/api/series/${series.seriesId}/results`, {
      headers: { cookie: series.organiser.client.cookieHeader },
    });
    const report = (await response.json()) as SeriesResultsDto;
    const ms = performance.now() - before;
    if (report.learners.length !== series.personIds.length) throw new Error('somebody is missing');
    isCounting = report.topics.some(({ counting }) => counting);
    bytes = Number(response.headers.get('content-length') ?? bytes);
    return ms;
  };

  /** Until nothing is being counted any more. */
  const settle = async (): Promise<void> => {
    do await open();
    while (isCounting);
  };

  const firstMs = await open();
  const countingSinceMs = performance.now();
  await settle();
  const countedMs = performance.now() - countingSinceMs;
  const again = await measure(open, async () => {});
  const grown = await measure(open, () => growRecord(app, series));
  const corrected = await measure(open, (at) => correct(series, at));
  const nothingKept = await measure(open, async () => {
    await settle();
    await db.topicResultSet.deleteMany();
  });
  console.log(
    JSON.stringify({
      bench: 'results',
      goalMs: GOAL_MS,
      firstMs: Math.round(firstMs),
      countedMs: Math.round(countedMs),
      again,
      recordGrown: grown,
      corrected,
      nothingKept,
      kilobytes: round(bytes / 1024, 1),
      rssMegabytes: Math.round(process.memoryUsage.rss() / 1e6),
    }),
  );
  await app.close();
}

async function measure(open: () => Promise<number>, before: (round: number) => Promise<void>) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await before(round);
    times.push(await open());
  }
  const [fastest, slowest] = [Math.min(...times), Math.max(...times)];
  return {
    medianMs: Math.round(median(times)),
    fastestMs: Math.round(fastest),
    slowestMs: Math.round(slowest),
  };
}

/** As when the last leave a session: its topics are counted anew. */
async function growRecord(
  { context: { db } }: App,
  { sessionIds: [sessionId = ''] }: LargeSeries,
): Promise<void> {
  await db.$transaction((tx) =>
    appendEvents(tx, sessionId, [{ kind: 'session.ended', at: new Date(), data: {} }]),
  );
}

async function correct({ seriesId, topicIds, personIds, organiser }: LargeSeries, at: number): Promise<void> {
  const answer = await organiser.client.http('POST', `/api/series/${seriesId}/corrections`, {
    correctionId: randomUUID(),
    personId: personIds[at],
    topicId: topicIds[1],
    outcome: 'absent',
    reason: 'Người khác đăng nhập thay',
  });
  if (answer.status !== 200) throw new Error(`the correction was refused: ${JSON.stringify(answer.body)}`);
}

await main();
process.exit(0);
