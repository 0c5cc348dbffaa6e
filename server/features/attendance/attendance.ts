import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { isStaff } from '#shared/roles.ts';
import { listenForPresence } from './attendance.listener.ts';
import { toAttendanceReportDto } from './attendance.mapper.ts';
import { AttendanceNews } from './attendance.news.ts';
import { registerAttendanceRoutes } from './attendance.routes.ts';
import { readAttendance } from './attendance.service.ts';
import { importSessions } from './import-sessions.ts';
import { PresenceRecorder } from './presence-recorder.ts';
import { registerRecordRoutes } from './results/records.routes.ts';
import { registerResultsRoutes } from './results/results.routes.ts';
import { ResultsKeeper } from './results/results-keeper.ts';
import { listenForRule } from './results/rule.listener.ts';

/** Recorder, live news, staff's part of the snapshot, report and file. Returns what writes the rest when the server stops. */
export async function registerAttendance(context: AppContext, live: Live): Promise<() => Promise<void>> {
  const { db, clock, database, log } = context;
  const news = new AttendanceNews(context, live);
  const recorder = new PresenceRecorder({
    database,
    clock,
    log,
    proofsOfLife: () => live.rooms.proofsOfLife(),
    onRecorded: (changes) => news.note(changes),
  });
  await recorder.start();
  await importSessions({ db, clock, log });

  listenForPresence({ events: context.events, rooms: live.rooms, recorder, news });
  registerAttendanceRoutes(context);
  const keeper = new ResultsKeeper(context);
  registerResultsRoutes(context, keeper);
  registerRecordRoutes(context);
  await listenForRule(context);
  await keeper.start();
  live.snapshots.add('attendance', async ({ sessionId, role }) =>
    isStaff(role) ? toAttendanceReportDto(await readAttendance({ db, clock, sessionId })) : null,
  );
  return async () => {
    await keeper.stop();
    await recorder.stop();
    await news.settle();
  };
}
