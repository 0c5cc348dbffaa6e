import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { SlideDto } from '#shared/features/materials.ts';

export type Slide = NonNullable<SlideDto>;

export interface SlidesState {
  /** Where the room is; null where nothing is shown. */
  led: SlideDto;
  /** Where this person has leafed to; null while they follow the room. */
  own: Slide | null;
}

/** Which page is shown: the room's, or the one this person has leafed to. */
export class SlidesStore {
  readonly #store = createStore<SlidesState>({ led: null, own: null });

  get state(): ReadOnlyStore<SlidesState> {
    return this.#store;
  }

  takeSnapshot({ slide }: SnapshotDto): void {
    this.#store.set((last) => ({ ...last, led: slide }));
  }

  readonly news = {
    'slide:led': ({ slide }) => this.takeLed(slide),
    // A page of a material that is gone cannot be looked at any longer.
    'material:removed': ({ materialId }) => {
      this.#store.set((last) => (last.own?.materialId === materialId ? { ...last, own: null } : last));
    },
  } satisfies NewsHandlers;

  takeLed(led: SlideDto): void {
    this.#store.set((last) => ({ ...last, led }));
  }

  /** Leaf on one's own; whoever leafs back to where the room is follows again by `follow` only, never by accident. */
  leafTo(own: Slide): void {
    this.#store.set((last) => ({ ...last, own }));
  }

  follow(): void {
    this.#store.set((last) => ({ ...last, own: null }));
  }
}

export function shownSlide({ led, own }: SlidesState): SlideDto {
  return own ?? led;
}
