import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { ExclusionDto, PersonHereDto, WaitingDto } from '#shared/features/order.ts';

export interface OrderState {
  people: ReadonlyMap<string, PersonHereDto>;
  waiting: WaitingDto;
  exclusions: readonly ExclusionDto[];
}

/** Who is here, who waits and who was shown out, as staff see it. Null for learners. */
export class OrderStore {
  readonly #store = createStore<OrderState | null>(null);

  get state(): ReadOnlyStore<OrderState | null> {
    return this.#store;
  }

  takeSnapshot({ order }: SnapshotDto): void {
    this.#store.set(order && { ...order, people: new Map(order.people.map((one) => [one.personId, one])) });
  }

  readonly news = {
    'people:changed': ({ came, goneIds }) =>
      this.#change(({ people }) => {
        const next = new Map(people);
        for (const one of came) next.set(one.personId, one);
        for (const personId of goneIds) next.delete(personId);
        return { people: next };
      }),
    'waiting:changed': ({ waiting }) => this.#change(() => ({ waiting })),
    'exclusion:made': ({ exclusion }) =>
      this.#change(({ exclusions }) => ({
        exclusions: [exclusion, ...without(exclusions, exclusion.exclusionId)],
      })),
    'exclusion:lifted': ({ exclusionId }) =>
      this.#change(({ exclusions }) => ({ exclusions: without(exclusions, exclusionId) })),
  } satisfies NewsHandlers;

  #change(change: (last: OrderState) => Partial<OrderState>): void {
    this.#store.set((last) => last && { ...last, ...change(last) });
  }
}

function without(exclusions: readonly ExclusionDto[], exclusionId: string): ExclusionDto[] {
  return exclusions.filter((known) => known.exclusionId !== exclusionId);
}
