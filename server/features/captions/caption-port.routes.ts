import { requireActor, requireSeries } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { publicOrigin } from '#server/core/origin.ts';
import type { Live } from '#server/features/live/live.ts';
import { limits } from '#shared/limits.ts';
import {
  closeCaptionPort,
  enterCaptionPort,
  findCaptionPort,
  openCaptionPort,
  toCaptions,
} from './caption-port.service.ts';
import { toCaptionDto } from './captions.mapper.ts';
import { assertOpen, sayCaption } from './captions.service.ts';

export function registerCaptionPort(context: AppContext, { rooms }: Live): void {
  const { http, db, clock, config, rateLimits } = context;

  http.serve('getCaptionPort', async ({ params }) => ({
    port: await findCaptionPort(context, params.sessionId),
  }));

  http.serve('openCaptionPort', async ({ actor, params, scope, request }) => {
    const { personId } = requireActor(actor);
    const { sessionId } = params;
    const { port, token } = await openCaptionPort({
      context,
      personId,
      seriesId: requireSeries(scope),
      sessionId,
    });
    return { port, url: `${publicOrigin(config.publicUrl, request)}/port/captions?token=${token}` };
  });

  http.serve('closeCaptionPort', async ({ actor, params, scope }) => {
    const { personId } = requireActor(actor);
    const { sessionId } = params;
    await closeCaptionPort({ context, personId, seriesId: requireSeries(scope), sessionId });
    return {};
  });

  http.serve('writeToCaptionPort', async ({ query, body, address }) => {
    const sessionId = await enterCaptionPort(context, query.token);
    // A budget of the port's own beside its address's: a service that runs wild must not fill a session.
    await rateLimits.take({ rate: 'write', address, personId: `caption port ${sessionId}` });
    const { clientId, text, final, startedAgoMs, language = query.lang } = body;
    const room = rooms.find(sessionId);
    if (!final) {
      await assertOpen(db, sessionId);
      room?.tellEverybody('caption:drafted', { language, text: tailOf(text) });
      return { captions: 0 };
    }

    const captions = toCaptions({ clientId, seq: query.seq, language, text, startedAgoMs });
    for (const caption of captions) {
      const said = await sayCaption({ db, clock, sessionId, personId: null, caption });
      if (!said.repeated) room?.tellEverybody('caption:said', { caption: toCaptionDto(said.caption) });
    }
    return { captions: captions.length };
  });
}

/** Of what is still being said the end is what has just been heard. */
function tailOf(text: string): string {
  return [...text.replace(/\s+/gu, ' ')].slice(-limits.captionMax).join('');
}
