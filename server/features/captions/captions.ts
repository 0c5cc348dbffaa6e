import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { registerCaptionPort } from './caption-port.routes.ts';
import { readCaptionsPart } from './captions.queries.ts';
import { registerCaptionRoutes } from './captions.routes.ts';
import { registerCaptionsSocket } from './captions.socket.ts';

/** The captions feature: what is said, the port for services, the transcript and its file, and its part of the snapshot. */
export function registerCaptions(context: AppContext, live: Live): void {
  registerCaptionsSocket(context, live);
  registerCaptionRoutes(context, live);
  registerCaptionPort(context, live);
  live.snapshots.addShared('captions', ({ sessionId }) => readCaptionsPart(context.db, sessionId));
}
