import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { endWhatWasLeft, listenForQuestions } from './questions.listener.ts';
import { questionsPart } from './questions.queries.ts';
import { registerQuestionsRoutes } from './questions.routes.ts';
import { registerQuestionsSocket } from './questions.socket.ts';

/** The questions feature: its requests, and its part of what a joining page gets. */
export async function registerQuestions(context: AppContext, live: Live): Promise<void> {
  registerQuestionsSocket(context, live);
  registerQuestionsRoutes(context, live);
  listenForQuestions(context, live);
  live.snapshots.addForMany('questions', questionsPart(context.db));
  await endWhatWasLeft(context.db);
}
