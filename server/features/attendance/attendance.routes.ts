import type { AppContext } from '#server/core/context.ts';
import { writeCsv } from '#server/core/csv.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { toAttendanceReportDto } from './attendance.mapper.ts';
import { readAttendance } from './attendance.service.ts';
import { toCsvDisposition, toCsvLines } from './attendance-csv.ts';

/** Names and phone numbers: for whoever asked, and for no cache on the way. */
const csvHeaders = { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'private, no-store' };

export function registerAttendanceRoutes({ http, db, clock }: AppContext): void {
  http.serve('getAttendance', async ({ params }) =>
    toAttendanceReportDto(await readAttendance({ db, clock, sessionId: params.sessionId })),
  );

  http.serve('getAttendanceCsv', async ({ params, query, response }) => {
    const { language } = query;
    const report = await readAttendance({ db, clock, sessionId: params.sessionId });
    const headers = { ...csvHeaders, 'Content-Disposition': toCsvDisposition(report.run, language) };
    await sendStream(response, headers, writeCsv(toCsvLines(report, language)));
  });
}
