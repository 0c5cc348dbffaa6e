import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { clip, countSeconds, unite } from '#server/features/attendance/presence-intervals.ts';
import { verifySession } from '#server/features/attendance/verify/verify-session.ts';
import type { AttendanceReportDto } from '#shared/features/attendance.ts';
import { DiaryLearner, habits } from './attendance-crowd.ts';
import { type Classroom, makeClassroom, move } from './classroom.ts';
import { Factories } from './factories.ts';
import { quietLog } from './quiet-log.ts';
import { ServerProcess } from './server-process.ts';

/** What a kill -9, or an end that is noticed late, may cost one person. */
const ERROR_MAX_MS = { calm: 5_000, crash: 10_000 };
/** So many come in at the same moment. */
const AT_ONCE = 10;

/** A class of so many learners, with all that happens to them, and the record of it compared with what really was. */
export async function playAttendance({
  learners: count,
  stepMs,
  crashes,
}: {
  learners: number;
  stepMs: number;
  crashes: boolean;
}): Promise<void> {
  let room!: Classroom;
  let crowd: DiaryLearner[] = [];
  const server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      room = await makeClassroom(make, { state: 'lobby' });
      for (let index = 0; index < count; index += 1) {
        const person = await make.makeLearner(room.series.seriesId, `Học viên ${index}`);
        crowd.push(new DiaryLearner(person, habits[index % habits.length] ?? 'stays', room.session.code));
      }
    },
  });
  try {
    expect(await move(room, 'start')).toMatchObject({ status: 200 });
    await inTurns(crowd, (learner) => learner.arrive());
    await Promise.all(crowd.map((learner) => learner.live(stepMs)));
    if (crashes) {
      await delay(stepMs);
      const atMs = Date.now();
      await server.kill('SIGKILL');
      const back = crowd.filter((learner) => learner.noteCrash(atMs));
      await server.restart();
      await inTurns(back, (learner) => learner.comeBack());
    }
    await delay(stepMs);
    expect(await move(room, 'end')).toMatchObject({ status: 200 });
    const report = await settle(room);
    for (const learner of crowd) learner.end();
    await server.kill('SIGTERM');
    await compare({ server, room, crowd, report, errorMaxMs: ERROR_MAX_MS[crashes ? 'crash' : 'calm'] });
  } finally {
    for (const learner of crowd) learner.end();
    crowd = [];
    await server.close();
  }
}

async function inTurns(crowd: DiaryLearner[], act: (learner: DiaryLearner) => Promise<void>): Promise<void> {
  for (let from = 0; from < crowd.length; from += AT_ONCE) {
    await Promise.all(crowd.slice(from, from + AT_ONCE).map(act));
  }
}

/** Once nobody is counted as present any more: those who froze are found gone. */
async function settle({ trainer, session }: Classroom): Promise<AttendanceReportDto> {
  return vi.waitUntil(
    async () => {
      const path = `/api/sessions/${session.sessionId}/attendance`;
      const { body } = await trainer.client.http<AttendanceReportDto>('GET', path);
      return body.rows.every(({ present }) => !present) && body;
    },
    { timeout: 40_000, interval: 500 },
  );
}

async function compare({
  server,
  room,
  crowd,
  report,
  errorMaxMs,
}: {
  server: ServerProcess;
  room: Classroom;
  crowd: DiaryLearner[];
  report: AttendanceReportDto;
  errorMaxMs: number;
}): Promise<void> {
  const { sessionId } = room.session;
  const database = await openDatabase({ dataDir: server.dataDir, log: quietLog });
  try {
    const session = await database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
    const window = { startMs: Number(session.startedAt), endMs: Number(session.endedAt) };
    const sessionSeconds = countSeconds([window]);
    // Nobody twice, nobody missing, no second outside the session.
    expect(report.rows.map(({ personId }) => personId).sort()).toEqual(
      crowd.map(({ person }) => person.personId).sort(),
    );
    for (const { seconds } of report.rows) expect(seconds).toBeLessThanOrEqual(sessionSeconds);

    const rows = await database.prisma.presenceInterval.findMany({ where: { sessionId } });
    for (const { endedAt } of rows) expect(Number(endedAt)).toBeLessThanOrEqual(window.endMs);
    const errors = crowd.map((learner) => {
      const own = rows.filter(({ personId }) => personId === learner.person.personId);
      const recorded = unite(
        own.map(({ startedAt, endedAt, lastProofAt }) => ({
          startMs: +startedAt,
          endMs: +(endedAt ?? lastProofAt),
        })),
      );
      const recordedMs = total(clip(recorded, [window]));
      const trueMs = total(clip(learner.truth(), [window]));
      return { habit: learner.habit, errorMs: recordedMs - trueMs };
    });
    const worst = errors.toSorted((a, b) => Math.abs(b.errorMs) - Math.abs(a.errorMs)).slice(0, 5);
    console.info(`${crowd.length} learners, the largest errors in ms:`, JSON.stringify(worst));
    for (const { errorMs, habit } of errors) expect(Math.abs(errorMs), habit).toBeLessThanOrEqual(errorMaxMs);

    const { disagreements, comparedResults } = await verifySession(database.prisma, sessionId);
    expect(disagreements).toEqual([]);
    expect(comparedResults).toBeGreaterThanOrEqual(crowd.length);
  } finally {
    await database.close();
  }
}

function total(intervals: { startMs: number; endMs: number }[]): number {
  return intervals.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs), 0);
}
