import type { AppContext } from '#server/core/context.ts';

/** Long enough to spare the server, short enough that a retired key is known the same day. */
const KEYS_KEPT_SECONDS = 3_600;

export function registerEvidenceRoutes({ http, signingKey }: AppContext): void {
  http.serve('getSigningKeys', async ({ response }) => {
    // Whoever verifies does it from a page or a file of their own, and there is nothing secret in it.
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': `public, max-age=${KEYS_KEPT_SECONDS}`,
    });
    return { current: signingKey.current, retired: [...signingKey.retired] };
  });
}
