import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { leadSlide } from './slides.service.ts';
import type { Turns } from './turns.ts';

/** Pages of one room are turned one after the other, so that it hears of them in the order in which they were stored. */
export function registerSlidesSocket({ db, clock }: AppContext, { sockets }: Live, turns: Turns): void {
  sockets.serve('slide:lead', async ({ input, member: { room } }) => ({
    slide: await turns.run(room.sessionId, async () => {
      const slide = await leadSlide({ db, clock }, { sessionId: room.sessionId, slide: input.slide });
      room.tellEverybody('slide:led', { slide }, { urgent: true });
      return slide;
    }),
  }));
}
