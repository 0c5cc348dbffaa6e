import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { CheckDeskDto, CheckDto, OwnCheckDto } from '#shared/features/presence-checks.ts';

export interface ChecksState {
  /** The last one that a learner was shown. */
  check: CheckDto | null;
  isOpen: boolean;
  /** How this person stands with it; null: nothing is known of them yet. */
  own: OwnCheckDto | null;
  /** For staff alone. */
  desk: CheckDeskDto | null;
}

/** Snapshot, news and acks all end here, so that whatever comes twice or late changes nothing. */
export class ChecksStore {
  readonly #store = createStore<ChecksState>({ check: null, isOpen: false, own: null, desk: null });

  get state(): ReadOnlyStore<ChecksState> {
    return this.#store;
  }

  takeSnapshot({ checks }: Pick<SnapshotDto, 'checks'>): void {
    if ('desk' in checks) this.takeDesk(checks.desk);
    else if (checks.check) this.#show(checks.check, checks.own);
    else this.#change({ isOpen: false });
  }

  readonly news = {
    'check:shown': ({ check }) => this.#show(check, null),
    'check:closed': ({ checkId }) => {
      if (this.#store.get().check?.checkId === checkId) this.#change({ isOpen: false });
    },
    'check:own_changed': ({ own }) => {
      if (this.#store.get().check?.checkId === own.checkId) this.#change({ own });
    },
    'check:desk_changed': ({ desk }) => this.takeDesk(desk),
    'check:counted': ({ checkId, counts }) => {
      const { desk } = this.#store.get();
      if (!desk) return;
      const checks = desk.checks.map((check) => (check.checkId === checkId ? { ...check, counts } : check));
      this.takeDesk({ ...desk, checks });
    },
  } satisfies NewsHandlers;

  takeDesk(desk: CheckDeskDto): void {
    this.#change({ desk });
  }

  #show(check: CheckDto, own: OwnCheckDto | null): void {
    const last = this.#store.get();
    const isSame = last.check?.checkId === check.checkId;
    this.#change({ check, isOpen: true, own: own ?? (isSame ? last.own : null) });
  }

  #change(change: Partial<ChecksState>): void {
    this.#store.set((last) => ({ ...last, ...change }));
  }
}
