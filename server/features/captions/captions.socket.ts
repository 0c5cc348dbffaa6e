import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { toCaptionDto } from './captions.mapper.ts';
import { tellCorrected, tellRemoved } from './captions.news.ts';
import { correctCaption, removeCaption, sayCaption } from './captions.service.ts';

/** Each request: act in one transaction, tell the room, answer. */
export function registerCaptionsSocket({ db, clock }: AppContext, { sockets }: Live): void {
  sockets.serve('caption:say', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    const { personId } = peer;
    const { writtenAgo, ...words } = input;
    const { caption, repeated } = await sayCaption({
      db,
      clock,
      sessionId,
      personId,
      caption: { ...words, waitedMs: writtenAgo?.ms },
    });
    const dto = toCaptionDto(caption);
    if (!repeated) room.tellEverybody('caption:said', { caption: dto });
    return { caption: dto };
  });

  // Never stored: whoever missed it gets the words when they are said.
  sockets.serve('caption:draft', async ({ input, member: { room } }) => {
    room.tellEverybody('caption:drafted', input);
    return {};
  });

  sockets.serve('caption:correct', async ({ input, member: { peer, room } }) => {
    const { sessionId, seriesId } = room;
    const { personId } = peer;
    const { caption, changed } = await correctCaption({ db, clock, sessionId, seriesId, personId, ...input });
    const dto = toCaptionDto(caption);
    if (changed) tellCorrected(room, dto);
    return { caption: dto };
  });

  sockets.serve('caption:remove', async ({ input, member: { peer, room } }) => {
    const { sessionId, seriesId } = room;
    const { captionId } = input;
    const { personId } = peer;
    const { changed } = await removeCaption({ db, clock, sessionId, seriesId, personId, captionId });
    if (changed) tellRemoved(room, captionId);
    return {};
  });
}
