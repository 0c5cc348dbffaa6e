import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AppContext } from '#server/core/context.ts';
import { toAttendanceReportDto } from './attendance.mapper.ts';
import { readAttendance } from './attendance.service.ts';
import { toCsvDisposition, toCsvLines } from './attendance-csv.ts';
import { writeCsv } from './csv.ts';

/** Names and phone numbers: for whoever asked, and for no cache on the way. */
const csvHeaders = { 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'private, no-store' };

export function registerAttendanceRoutes({ http, db, clock }: AppContext): void {
  http.serve('getAttendance', async ({ params }) =>
    toAttendanceReportDto(await readAttendance({ db, clock, sessionId: params.sessionId })),
  );

  http.serve('getAttendanceCsv', async ({ params, query, response }) => {
    const { language } = query;
    const report = await readAttendance({ db, clock, sessionId: params.sessionId });
    response.set({ ...csvHeaders, 'Content-Disposition': toCsvDisposition(report.run, language) });
    try {
      await pipeline(Readable.from(writeCsv(toCsvLines(report, language))), response);
    } catch (error) {
      // Who goes away in the middle of a download is no failure of ours.
      if (!isCutOff(error)) throw error;
    }
  });
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
