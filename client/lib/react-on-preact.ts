/** What `react` means in the pages: see docs/decisions/0003-react-api-on-preact.md and the aliases in vite.config.ts. */
export * from 'preact/compat';
export { default } from 'preact/compat';

/**
 * react-router imports it, and Preact does not have it. A value is "optimistic" only while a transition is under way; Preact's
 * transitions are over at once, so the true value is always the one to show.
 */
export function useOptimistic<State>(state: State): [State, (optimistic: State) => void] {
  return [state, ignore];
}

function ignore(): void {}
