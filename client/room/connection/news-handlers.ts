import type { NewsData, NewsName } from '#shared/protocol.ts';

/** What a store does with each kind of news it cares about. */
export type NewsHandlers = { [Name in NewsName]?: (data: NewsData<Name>) => void };

/** Hands one piece of news to whichever store of the room cares about it; what nobody knows is from a newer server. */
export function handOut(handlers: readonly NewsHandlers[], name: string, data: unknown): void {
  for (const own of handlers) {
    // The names and shapes are the contract's: the server's gateway would not start with others.
    const handle = own[name as NewsName] as ((data: unknown) => void) | undefined;
    handle?.(data);
  }
}
