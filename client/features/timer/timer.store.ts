import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { TimerDto } from '#shared/features/timer.ts';

/** The room's one countdown, as the server said it last. */
export class TimerStore {
  readonly #store = createStore<TimerDto | null>(null);

  get state(): ReadOnlyStore<TimerDto | null> {
    return this.#store;
  }

  takeSnapshot({ timer }: SnapshotDto): void {
    this.#store.set(timer);
  }

  readonly news = {
    'timer:changed': ({ timer }) => this.take(timer),
  } satisfies NewsHandlers;

  take(timer: TimerDto | null): void {
    this.#store.set(timer);
  }
}
