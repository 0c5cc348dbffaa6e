import type { AppContext } from '#server/core/context.ts';
import { toAttendanceReportDto } from './attendance.mapper.ts';
import { readAttendance } from './attendance.service.ts';

export function registerAttendanceRoutes({ http, db, clock }: AppContext): void {
  http.serve('getAttendance', async ({ params }) =>
    toAttendanceReportDto(await readAttendance({ db, clock, sessionId: params.sessionId })),
  );
}
