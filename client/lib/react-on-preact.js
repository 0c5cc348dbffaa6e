// What `react` means in the pages: docs/decisions/0003-react-api-on-preact.md. Not TypeScript, because Preact's types cannot be
// passed on with `export *`, and nobody reads types here: the code is checked against React's.
export * from 'preact/compat';
export { default } from 'preact/compat';

/**
 * react-router imports it, and Preact does not have it. A value is "optimistic" only while a transition is under way; Preact's
 * transitions are over at once, so the true value is always the one to show.
 */
export function useOptimistic(state) {
  return [state, () => {}];
}
