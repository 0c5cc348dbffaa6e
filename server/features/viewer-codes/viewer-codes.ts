import type { Caller } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { appError } from '#shared/errors.ts';
import { RandomCodes } from './random-codes.ts';
import { addReachFigure, removeReachFigure } from './reach.service.ts';
import { findOpenCode, readViewerCodes } from './viewer-codes.queries.ts';
import {
  enterViewerCode,
  readOwnCodes,
  setRandomCodes,
  showViewerCode,
  type ViewerAct,
} from './viewer-codes.service.ts';

/**
 * Viewers elsewhere: codes in the picture, who enters them, and what other platforms say of their reach.
 * @returns what stops the clock of random codes
 */
export function registerViewerCodes(context: AppContext, live: Live): () => Promise<void> {
  const { http, db, clock } = context;

  const random = new RandomCodes({
    context,
    isAnythingOn: () => [...live.rooms.rooms].length > 0,
  });
  const read = (sessionId: string) => readViewerCodes(db, sessionId, clock.now());

  http.serve('getViewerCodes', ({ params }) => read(params.sessionId));
  http.serve('getOpenViewerCode', async ({ params }) => ({
    open: await findOpenCode(db, params.sessionId, clock.now()),
  }));
  http.serve('setViewerCodes', async (call) => {
    await setRandomCodes(context, { ...actOf(call), random: call.body.random });
    return read(call.params.sessionId);
  });
  http.serve('showViewerCode', async (call) => {
    const { sessionId, personId } = actOf(call);
    await showViewerCode(context, { codeId: call.body.clientId, sessionId, personId });
    return read(sessionId);
  });
  http.serve('addReachFigure', async (call) => {
    await addReachFigure(context, { ...actOf(call), ...call.body });
    return read(call.params.sessionId);
  });
  http.serve('removeReachFigure', async (call) => {
    await removeReachFigure(context, { ...actOf(call), figureId: call.params.figureId });
    return {};
  });

  http.serve('getOwnViewerCodes', (call) => readOwnCodes(context, actOf(call)));
  http.serve('enterViewerCode', async (call) => {
    const act = actOf(call);
    await enterViewerCode(context, { ...act, ...call.body });
    return readOwnCodes(context, act);
  });

  return () => random.close();
}

/** The gateway has let through nobody without a sign-in, and no path without its session. */
function actOf({ actor, scope: { sessionId, seriesId } }: Caller): ViewerAct {
  if (!actor) throw appError('not_signed_in');
  if (!sessionId || !seriesId) throw appError('not_found');
  return { personId: actor.personId, sessionId, seriesId };
}
