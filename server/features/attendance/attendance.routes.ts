import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { writeSheetAsCsv } from '#server/core/sheet.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { toAttendanceReportDto } from './attendance.mapper.ts';
import { readAttendance } from './attendance.service.ts';
import { toAttendanceSheet, toCsvDisposition } from './attendance-csv.ts';

/** Names and phone numbers: for whoever asked, and for no cache on the way. */
const csvHeaders = { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'private, no-store' };

export function registerAttendanceRoutes({ http, db, clock }: AppContext): void {
  http.serve('getAttendance', async ({ params }) =>
    toAttendanceReportDto(await readAttendance({ db, clock, sessionId: params.sessionId })),
  );

  http.serve('getAttendanceCsv', async ({ actor, params, query, response }) => {
    const { language } = query;
    const report = await readAttendance({ db, clock, sessionId: params.sessionId });
    await writeAudit(db, {
      actorId: requireActor(actor).personId,
      action: 'attendance.exported',
      seriesId: report.run.seriesId,
      sessionId: params.sessionId,
      details: { format: 'csv', people: report.learners.length },
    });
    const headers = { ...csvHeaders, 'Content-Disposition': toCsvDisposition(report.run, language) };
    await sendStream(response, headers, writeSheetAsCsv(toAttendanceSheet(report, language)));
  });
}
