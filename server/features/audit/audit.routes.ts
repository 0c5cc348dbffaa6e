import type { AppContext } from '#server/core/context.ts';
import { writeCsvAsync } from '#server/core/csv.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { listAudit, readAudit } from './audit.service.ts';
import { toAuditDisposition, toAuditLines } from './audit-csv.ts';

/** Names: for whoever asked, and for no cache on the way. */
const csvHeaders = { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'private, no-store' };

export function registerAuditRoutes({ http, db, clock }: AppContext): void {
  http.serve('listAudit', ({ params: { seriesId }, query: { sessionId, before } }) =>
    listAudit(db, { seriesId, sessionId, before }),
  );

  http.serve('getAuditCsv', async ({ params: { seriesId }, query: { language, sessionId }, response }) => {
    const { title, timeZone } = await db.series.findUniqueOrThrow({
      where: { id: seriesId },
      select: { title: true, timeZone: true },
    });
    const disposition = toAuditDisposition({ title, timeZone, language, now: clock.now() });
    const lines = toAuditLines(readAudit(db, { seriesId, sessionId }), { timeZone, language });
    await sendStream(response, { ...csvHeaders, 'Content-Disposition': disposition }, writeCsvAsync(lines));
  });
}
