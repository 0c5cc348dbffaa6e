import type { Poll } from '#prisma/generated/client.ts';
import type { AppContext } from '#server/core/context.ts';
import { Turns } from '#server/core/turns.ts';
import type { Live } from '#server/features/live/live.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import type { PollCounts } from './poll-counts.ts';
import { toPollDto, toStaffPollDto } from './polls.mapper.ts';
import { toLearnersResults } from './tally.ts';

/** Bars that grow twice a second look alive; two thousand answers in half a minute are then sixty messages, not two thousand. */
const COUNT_EVERY_MS = 500;

/**
 * Tells each audience of a room's polls what it may know. Everything about one session goes one after the other, acts with their news
 * included: else a count that was read before results were held back could be told after it.
 */
export class PollNews {
  readonly #context: Pick<AppContext, 'db' | 'log'>;
  readonly #rooms: Live['rooms'];
  readonly #counts: PollCounts;
  readonly #turns = new Turns();
  /** By poll: a count that is due. */
  readonly #due = new Map<string, NodeJS.Timeout>();
  readonly #telling = new Set<Promise<void>>();

  constructor(context: Pick<AppContext, 'db' | 'log'>, { rooms }: Pick<Live, 'rooms'>, counts: PollCounts) {
    this.#context = context;
    this.#rooms = rooms;
    this.#counts = counts;
  }

  /** Does it, then tells what looks different since, and gives one of the polls as staff see it. */
  async act<Result extends { changed: Poll[] }>(
    sessionId: string,
    act: () => Promise<Result>,
  ): Promise<Result> {
    return this.#turns.run(sessionId, async () => {
      const result = await act();
      for (const poll of result.changed) await this.#tell(poll);
      return result;
    });
  }

  async remove(sessionId: string, pollId: string, act: () => Promise<void>): Promise<void> {
    await this.#turns.run(sessionId, async () => {
      await act();
      this.#rooms.find(sessionId)?.tellStaff('poll:removed', { pollId });
    });
  }

  async toDto(poll: Poll): Promise<StaffPollDto> {
    return toStaffPollDto(poll, await this.#counts.read(poll));
  }

  /** Somebody answered. However many do, what they come to is counted and told once in a while. */
  note({ sessionId, pollId }: { sessionId: string; pollId: string }): void {
    if (this.#due.has(pollId)) return;
    const timer = setTimeout(() => {
      this.#due.delete(pollId);
      const telling = this.#turns
        .run(sessionId, () => this.#tellCount(sessionId, pollId))
        // The answers stand in SQL; the next count, or whoever joins, has them.
        .catch((err: unknown) => this.#context.log.error({ err, pollId }, 'a poll could not be counted'))
        .finally(() => this.#telling.delete(telling));
      this.#telling.add(telling);
    }, COUNT_EVERY_MS);
    this.#due.set(pollId, timer);
  }

  /** To be awaited before the database is closed. */
  async settle(): Promise<void> {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
    await Promise.all(this.#telling);
  }

  async #tell(poll: Poll): Promise<void> {
    const results = await this.#counts.recount(poll);
    const room = this.#rooms.find(poll.sessionId);
    room?.tellStaff('poll:staff_changed', { poll: toStaffPollDto(poll, results) }, { urgent: true });
    const dto = toPollDto(poll, results);
    if (!room || !dto) return;
    // Numbers that were told before they were held back, and words before they were hidden, are not for those who come back.
    const asItStands = ['poll:changed', { poll: dto }] as const;
    room.retractFromLearners('poll:changed', (told) =>
      told.poll.pollId === dto.pollId ? [...asItStands] : undefined,
    );
    room.retractFromLearners('poll:counted', (told) =>
      told.pollId === dto.pollId ? [...asItStands] : undefined,
    );
    room.tellLearners(...asItStands, { urgent: true });
  }

  async #tellCount(sessionId: string, pollId: string): Promise<void> {
    const poll = await this.#context.db.poll.findUnique({ where: { id: pollId } });
    if (!poll) return;
    const results = await this.#counts.recount(poll);
    const room = this.#rooms.find(sessionId);
    room?.tellStaff('poll:staff_counted', { pollId, results });
    if (poll.resultsShown)
      room?.tellLearners('poll:counted', { pollId, results: toLearnersResults(results) });
  }
}
