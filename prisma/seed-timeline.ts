import type { Prisma } from '#prisma/generated/client.ts';
import { seedDecks } from './seed-decks.ts';
import { SeedRandom } from './seed-random.ts';
import type { SessionTimes } from './seed-times.ts';

/** Its own, so that the rest of the story stays as it is. */
const SEED = 20_211_010;
const MINUTE_MS = 60_000;
/** A check stays open for this long, as in the default rule. */
const OPEN_MS = 4 * MINUTE_MS;
const PART_MS = (50 / 3) * MINUTE_MS;

export interface SeedTimeline {
  slideTurns: Prisma.SlideTurnCreateManyInput[];
  answerings: Prisma.QuestionAnsweringCreateManyInput[];
  checks: (Prisma.PresenceCheckCreateManyInput & { id: string })[];
  checkAnswers: Prisma.PresenceCheckAnswerCreateManyInput[];
}

interface PlanOptions {
  sessions: readonly { sessionId: string; times: SessionTimes }[];
  topicIdOf: (topic: number) => string;
  questions: readonly Prisma.QuestionCreateManyInput[];
  presence: readonly Prisma.PresenceIntervalCreateManyInput[];
  now: Date;
}

/** What has a time besides people and words: pages that were turned, questions that were answered aloud, and presence checks. */
export function planTimeline({ sessions, topicIdOf, questions, presence, now }: PlanOptions): SeedTimeline {
  const random = new SeedRandom(SEED);
  const timeline: SeedTimeline = { slideTurns: [], answerings: [], checks: [], checkAnswers: [] };
  for (const { sessionId, times } of sessions) {
    const stays = presence.filter((stay) => stay.sessionId === sessionId && stay.role === 'LEARNER');
    for (const run of times.runs) {
      const endMs = (run.endedAt ?? now).getTime();
      planSlides(random, { timeline, sessionId, topic: run.topic, startMs: run.startedAt.getTime(), endMs });
      planChecks(random, {
        timeline,
        sessionId,
        topicId: topicIdOf(run.topic),
        startMs: run.startedAt.getTime(),
        endMs,
        stays,
      });
    }
  }
  for (const { id, answeredAt } of questions) {
    if (!id || !answeredAt) continue;
    const endMs = new Date(answeredAt).getTime();
    timeline.answerings.push({
      id: random.uuid(),
      questionId: id,
      startedAt: new Date(endMs - random.between(1, 3.5) * MINUTE_MS),
      endedAt: new Date(endMs),
    });
  }
  return timeline;
}

interface Run {
  timeline: SeedTimeline;
  sessionId: string;
  startMs: number;
  endMs: number;
}

/** Through the deck in the first two thirds; in what is left people ask. */
function planSlides(
  random: SeedRandom,
  { timeline, sessionId, topic, startMs, endMs }: Run & { topic: number },
): void {
  const deck = seedDecks[topic - 1];
  if (!deck) return;
  const stepMs = ((endMs - startMs) * 0.66) / deck.slides.length;
  for (const index of deck.slides.keys()) {
    const atMs = startMs + (index + random.between(0.05, 0.4)) * stepMs;
    timeline.slideTurns.push({
      id: random.uuid(),
      sessionId,
      at: new Date(atMs),
      fileName: deck.fileName,
      page: index + 1,
    });
  }
}

/** One at a random moment of each third of fifty minutes; nine of ten who were reached answer. */
function planChecks(
  random: SeedRandom,
  {
    timeline,
    sessionId,
    topicId,
    startMs,
    endMs,
    stays,
  }: Run & { topicId: string; stays: readonly Prisma.PresenceIntervalCreateManyInput[] },
): void {
  for (let part = 0; startMs + (part + 1) * PART_MS < endMs; part += 1) {
    const shownMs = startMs + part * PART_MS + random.between(0, PART_MS - OPEN_MS - MINUTE_MS);
    const closesAt = new Date(shownMs + OPEN_MS);
    const checkId = random.uuid();
    timeline.checks.push({
      id: checkId,
      sessionId,
      topicId,
      kind: 'TAP',
      state: 'CLOSED',
      part,
      partMs: Math.round(PART_MS),
      dueAfterMs: Math.round(shownMs - startMs),
      createdAt: new Date(startMs),
      shownAt: new Date(shownMs),
      closesAt,
      closedAt: closesAt,
      ending: 'time',
    });
    const here = stays.filter(
      ({ startedAt, endedAt }) =>
        new Date(startedAt).getTime() < shownMs &&
        new Date(endedAt ?? shownMs).getTime() > shownMs + MINUTE_MS,
    );
    for (const personId of new Set(here.map((stay) => stay.personId))) {
      const deliveredAt = new Date(shownMs + random.between(200, 2_000));
      const isAnswered = random.chance(0.9);
      timeline.checkAnswers.push({
        checkId,
        personId,
        deliveredAt,
        seenAt: deliveredAt,
        ...(isAnswered
          ? {
              outcome: 'ANSWERED' as const,
              answerId: random.uuid(),
              answeredAt: new Date(shownMs + random.between(4_000, 200_000)),
            }
          : { outcome: 'EXPIRED' as const }),
      });
    }
  }
}
