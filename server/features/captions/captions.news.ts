import type { Room } from '#server/features/live/room.ts';
import type { CaptionDto } from '#shared/features/captions.ts';

/** In other words: the earlier ones are not for those who come back for what they missed either. */
export function tellCorrected(room: Room, caption: CaptionDto): void {
  room.retractFromLearners('caption:said', (told) =>
    told.caption.captionId === caption.captionId ? ['caption:said', { caption }] : undefined,
  );
  room.tellEverybody('caption:said', { caption });
}

/** Gone for everybody, and nowhere among what is kept for learners who come back. */
export function tellRemoved(room: Room, captionId: string): void {
  room.retractFromLearners('caption:said', ({ caption }) =>
    caption.captionId === captionId ? ['caption:removed', { captionId }] : undefined,
  );
  room.tellEverybody('caption:removed', { captionId });
}
