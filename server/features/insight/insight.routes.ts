import type { AppContext } from '#server/core/context.ts';
import { readBoard } from './board.service.ts';
import { readPersonTrail } from './person-trail.service.ts';
import { readTimeline } from './timeline.service.ts';

export function registerInsightRoutes({ http, db, clock }: AppContext): void {
  const runningSince = clock.now();

  http.serve('getTimeline', ({ params }) => readTimeline({ db, clock, sessionId: params.sessionId }));

  http.serve('getBoard', ({ params, query }) =>
    readBoard({
      db,
      clock,
      sessionId: params.sessionId,
      since: query.since ? new Date(query.since) : undefined,
      runningSince,
    }),
  );

  http.serve('getPersonTrail', ({ params: { seriesId, personId } }) =>
    readPersonTrail({ db, clock, seriesId, personId }),
  );
}
