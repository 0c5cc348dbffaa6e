import type { Caller } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import { changeForm, readForm, readOwnFeedback, readResults, sendFeedback } from './feedback.service.ts';

export function registerFeedbackRoutes({ http, db, clock }: AppContext): void {
  http.serve('getFeedbackForm', (call) => readOwnFeedback({ db, ...whoOf(call) }));

  http.serve('sendFeedback', async (call) => {
    await sendFeedback({ db, clock, ...whoOf(call), ...call.body });
    return {};
  });

  http.serve('readFeedbackForm', ({ params }) => readForm(db, params.sessionId));

  http.serve('changeFeedbackForm', (call) =>
    changeForm({ db, ...whoOf(call), questions: call.body.questions }),
  );

  http.serve('getFeedbackResults', ({ params }) => readResults(db, params.sessionId));
}

/** The gateway has let through nobody without a sign-in, and no path without its session. */
function whoOf({ actor, scope }: Caller): { personId: string; sessionId: string; seriesId: string } {
  const { sessionId, seriesId } = scope;
  if (!actor || !sessionId || !seriesId) throw appError('not_signed_in');
  return { personId: actor.personId, sessionId, seriesId };
}
