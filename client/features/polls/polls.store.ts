import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { PollAnswer, PollDto, StaffPollDto } from '#shared/features/polls.ts';

export interface PollsState {
  /** What learners may see; empty for staff. */
  polls: ReadonlyMap<string, PollDto>;
  /** This person's own answers, as far as the server has them. */
  answers: ReadonlyMap<string, PollAnswer>;
  /** All of the session's, for staff alone. */
  staffPolls: ReadonlyMap<string, StaffPollDto>;
}

/** Snapshot, news and acks all end in the same upsert by id, so that whatever comes twice or late changes nothing. */
export class PollsStore {
  readonly #store = createStore<PollsState>({ polls: new Map(), answers: new Map(), staffPolls: new Map() });

  get state(): ReadOnlyStore<PollsState> {
    return this.#store;
  }

  takeSnapshot({ polls }: SnapshotDto): void {
    this.#store.set(
      'staffPolls' in polls
        ? { polls: new Map(), answers: new Map(), staffPolls: byId(polls.staffPolls) }
        : { polls: byId(polls.polls), answers: byId(polls.answers), staffPolls: new Map() },
    );
  }

  readonly news = {
    'poll:changed': ({ poll }) => this.#change({ polls: put(this.#store.get().polls, poll) }),
    'poll:counted': ({ pollId, results }) => {
      const { polls } = this.#store.get();
      const poll = polls.get(pollId);
      if (poll) this.#change({ polls: put(polls, { ...poll, results }) });
    },
    'poll:staff_changed': ({ poll }) => this.takeStaffPoll(poll),
    'poll:staff_counted': ({ pollId, results }) => {
      const poll = this.#store.get().staffPolls.get(pollId);
      if (poll) this.takeStaffPoll({ ...poll, results });
    },
    'poll:removed': ({ pollId }) => this.removeStaffPoll(pollId),
  } satisfies NewsHandlers;

  takeStaffPoll(poll: StaffPollDto): void {
    this.#change({ staffPolls: put(this.#store.get().staffPolls, poll) });
  }

  removeStaffPoll(pollId: string): void {
    const staffPolls = new Map(this.#store.get().staffPolls);
    staffPolls.delete(pollId);
    this.#change({ staffPolls });
  }

  takeAnswer(pollId: string, answer: PollAnswer): void {
    this.#change({ answers: new Map(this.#store.get().answers).set(pollId, answer) });
  }

  #change(change: Partial<PollsState>): void {
    this.#store.set((last) => ({ ...last, ...change }));
  }
}

/** The one on a learner's card: what is open, else what was opened last. */
export function currentPoll({ polls }: PollsState): PollDto | undefined {
  const newest = [...polls.values()].sort((left, right) => right.openedAt.localeCompare(left.openedAt));
  return newest.find(({ state }) => state === 'open') ?? newest[0];
}

function byId<Item extends { pollId: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.pollId, item]));
}

function put<Item extends { pollId: string }>(
  items: ReadonlyMap<string, Item>,
  item: Item,
): ReadonlyMap<string, Item> {
  return new Map(items).set(item.pollId, item);
}
