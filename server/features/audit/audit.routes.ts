import type { AppContext } from '#server/core/context.ts';
import { listAudit } from './audit.service.ts';

export function registerAuditRoutes({ http, db }: AppContext): void {
  http.serve('listAudit', ({ params, query }) =>
    listAudit(db, { seriesId: params.seriesId, before: query.before }),
  );
}
