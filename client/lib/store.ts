import { useSyncExternalStore } from 'react';

/** A value that components follow. Live code sets it without knowing who looks. */
export interface Store<State> {
  get(): State;
  /** Sets the next value, or works it out from the last; the same value tells nobody. */
  set(next: State | ((last: State) => State)): void;
  subscribe(listener: () => void): () => void;
}

export type ReadOnlyStore<State> = Pick<Store<State>, 'get' | 'subscribe'>;

export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(next) {
      const value = typeof next === 'function' ? (next as (last: State) => State)(state) : next;
      if (Object.is(value, state)) return;
      state = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value, or the part of it that `select` takes: the component draws again when that part is another one. */
export function useStore<State>(store: ReadOnlyStore<State>): State;
export function useStore<State, Part>(store: ReadOnlyStore<State>, select: (state: State) => Part): Part;
export function useStore<State, Part>(
  store: ReadOnlyStore<State>,
  select?: (state: State) => Part,
): State | Part {
  return useSyncExternalStore(store.subscribe, () => (select ? select(store.get()) : store.get()));
}
