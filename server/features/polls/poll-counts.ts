import type { Poll } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { ExpiringCache } from '#server/core/expiring-cache.ts';
import { Turns } from '#server/core/turns.ts';
import type { StaffPollResults } from '#shared/features/polls.ts';
import { toCountable } from './polls.mapper.ts';
import { type AnswerGroup, tally } from './tally.ts';

const KEPT_MS = 60_000;
/** About 10 KB each, for the largest cloud. */
const KEPT_MAX = 500;

/**
 * What SQL counts, kept so that a class that comes in at once counts a poll once. Never added up in memory: so it cannot be another
 * number than the answers themselves, whatever crashed in between.
 */
export class PollCounts {
  readonly #db: Db;
  readonly #kept: ExpiringCache<StaffPollResults>;
  readonly #turns = new Turns();

  constructor({ db, clock }: { db: Db; clock: Clock }) {
    this.#db = db;
    this.#kept = new ExpiringCache({ ttlMs: KEPT_MS, max: KEPT_MAX, clock });
  }

  /** As it was counted last: what came since is being counted, and told. */
  read(poll: Poll): Promise<StaffPollResults> {
    // One after the other, so that the second who asks gets what the first is counting.
    return this.#turns.run(poll.id, () => this.#kept.get(poll.id, () => countPoll(this.#db, poll)));
  }

  recount(poll: Poll): Promise<StaffPollResults> {
    this.#kept.deleteWhere((_, pollId) => pollId === poll.id);
    return this.read(poll);
  }
}

async function countPoll(db: Db, poll: Poll): Promise<StaffPollResults> {
  const groups = await db.$queryRaw<AnswerGroup[]>`
    SELECT "choices", "words", count(*)::int AS "people"
    FROM "PollAnswer" WHERE "pollId" = ${poll.id}::uuid
    GROUP BY "choices", "words"`;
  return tally(toCountable(poll), groups);
}
