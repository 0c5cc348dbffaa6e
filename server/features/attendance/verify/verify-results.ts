import type { PrismaClient } from '#prisma/generated/client.ts';
import { bridge, clip } from '../presence-intervals.ts';
import { readRecord } from '../record/read-record.ts';
import { type RecordedRun, readRun } from '../record/read-run.ts';
import { readSeriesResults } from '../results/results.service.ts';
import { countTopic } from '../results/topic-facts.ts';

/**
 * The seconds of everybody in each topic that the session taught, from events alone, against those that results are made of. A topic that other sessions taught too takes their
 * records along.
 */
export async function compareResults(
  db: PrismaClient,
  { sessionId, seriesId }: { sessionId: string; seriesId: string },
): Promise<{ compared: number; faults: string[] }> {
  const results = await readSeriesResults({ db, clock: { now: () => new Date() }, seriesId });
  const topics = results.topics.filter(
    ({ sessionIds, endedAt, isRunning }) => sessionIds.includes(sessionId) && endedAt && !isRunning,
  );
  const runs = new Map<string, RecordedRun>();
  for (const id of new Set(topics.flatMap(({ sessionIds }) => sessionIds))) {
    runs.set(id, readRun((await readRecord(db, id)).events));
  }
  const gapMs = results.rule.rule.bridgedGapSeconds * 1_000;
  const stays = new Map([...runs].map(([id, run]) => [id, toStays(run, gapMs)]));
  const faults: string[] = [];
  let compared = 0;

  for (const topic of topics) {
    const sessions = topic.sessionIds.map((id) => ({
      sessionId: id,
      windows: windowsOf(runs.get(id), topic.topicId),
    }));
    const { topicSeconds, seconds } = countTopic(
      { topicId: topic.topicId, sessions },
      (id) => stays.get(id) ?? [],
    );
    if (topicSeconds !== topic.seconds)
      faults.push(
        `topic ${topic.topicId} ran ${topicSeconds} s by the record, and counts as ${topic.seconds} s`,
      );
    for (const { personId, topics: own } of results.learners) {
      const kept = own.find(({ topicId }) => topicId === topic.topicId)?.seconds ?? 0;
      const counted = seconds.get(personId) ?? 0;
      compared += 1;
      if (kept !== counted)
        faults.push(
          `person ${personId} has ${counted} s of topic ${topic.topicId} by the record, and ${kept} s in the results`,
        );
    }
  }
  return { compared, faults };
}

export function toStays({ connections }: RecordedRun, gapMs: number) {
  const learners = connections.filter(({ role }) => role === 'learner');
  return [...Map.groupBy(learners, ({ personId }) => personId)].map(([personId, own]) => ({
    personId,
    stays: bridge(
      own.map(({ startedMs, lastProofMs }) => ({ startMs: startedMs, endMs: lastProofMs })),
      gapMs,
    ),
  }));
}

export function windowsOf(run: RecordedRun | undefined, topicId: string) {
  if (run?.startedMs == null || run.endedMs === null) return [];
  const { startedMs: startMs, endedMs: endMs } = run;
  return clip(
    run.windows
      .filter((window) => window.topicId === topicId)
      .map((window) => ({ startMs: window.startMs, endMs: window.endMs ?? endMs })),
    [{ startMs, endMs }],
  );
}
