import { loadAskQuestionDialog } from '#client/features/questions/load-ask-question-dialog.ts';

/**
 * What a learner may want next, and could not fetch without a network: asking, chatting, answering a poll, reading on, the end with its
 * feedback. In the order of need.
 */
const parts: readonly (() => Promise<unknown>)[] = [
  loadAskQuestionDialog,
  () => import('../chat/room-chat.tsx'),
  () => import('#client/features/polls/poll-card.tsx'),
  () => import('#client/features/materials/material-list.tsx'),
  () => import('../after/end-screen.tsx'),
  () => import('./info-panel.tsx'),
  () => import('#client/features/timer/timer-chip.tsx'),
  () => import('./rung-dialog.tsx'),
  () => import('#client/features/captions/caption-overlay.tsx'),
];

/** Sound and slide come first, on the poorest line too. */
const BEGIN_AFTER_MS = 6_000;

/** Fetches them one after another beside a class that is on. Returns how to stop. `onBegin`: what came first is there. */
export function fetchAhead(onBegin: () => void): () => void {
  let isStopped = false;
  const timer = setTimeout(async () => {
    onBegin();
    for (const load of parts) {
      if (isStopped) return;
      // One that cannot be had now is asked for again where it is needed.
      await load().catch(() => {});
    }
  }, BEGIN_AFTER_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
