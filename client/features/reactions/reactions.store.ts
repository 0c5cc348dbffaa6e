import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { ReactionCounts } from '#shared/features/reactions.ts';
import type { ReactionKind } from '#shared/reaction-kinds.ts';

/** Long enough to be read beside a slide; new ones of the same kind prolong it. */
const SHOWN_MS = 4_000;

/** What floats over the stage: how many of each kind came lately. */
export class ReactionsStore {
  readonly #store = createStore<ReactionCounts>({});
  readonly #timers = new Map<ReactionKind, ReturnType<typeof setTimeout>>();

  get state(): ReadOnlyStore<ReactionCounts> {
    return this.#store;
  }

  readonly news = {
    'reaction:counted': ({ counts }) => {
      for (const [kind, count] of Object.entries(counts)) this.#add(kind as ReactionKind, count);
    },
  } satisfies NewsHandlers;

  #add(kind: ReactionKind, count: number): void {
    this.#store.set((last) => ({ ...last, [kind]: (last[kind] ?? 0) + count }));
    clearTimeout(this.#timers.get(kind));
    const timer = setTimeout(() => {
      this.#store.set(({ [kind]: _, ...left }) => left);
    }, SHOWN_MS);
    this.#timers.set(kind, timer);
  }
}
