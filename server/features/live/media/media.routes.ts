import type { AppContext } from '#server/core/context.ts';
import type { Live } from '../live.ts';

/** They change with an update of the server alone; an hour later every page has heard of one. */
const kept = 'public, max-age=3600';

/** What a page can read before it is anybody. */
export async function registerMediaRoutes({ http }: AppContext, { workers }: Live): Promise<void> {
  const routerRtpCapabilities = await workers.readCapabilities();
  http.serve('getMediaCapabilities', async ({ response }) => {
    response.set('Cache-Control', kept);
    return { routerRtpCapabilities };
  });
}
