import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import type { AttendanceReport, LearnerAttendance } from './attendance.service.ts';
import { clip, countSeconds } from './presence-intervals.ts';

/** Without e-mail and phone: the room needs neither. */
export function toAttendanceRowDto(learner: LearnerAttendance): AttendanceRowDto {
  return {
    personId: learner.personId,
    name: learner.name,
    firstSeenAt: learner.firstSeenAt?.toISOString() ?? null,
    lastSeenAt: learner.lastSeenAt?.toISOString() ?? null,
    present: learner.present,
    seconds: learner.seconds,
    topics: learner.topics,
  };
}

export function toAttendanceReportDto({ run, learners, audience }: AttendanceReport): AttendanceReportDto {
  return {
    sessionId: run.sessionId,
    asOf: run.asOf.toISOString(),
    bridgedGapSeconds: run.bridgedGapSeconds,
    sessionSeconds: countSeconds([run.window]),
    topics: run.topics.map(({ topicId, title, windows }) => ({
      topicId,
      title,
      seconds: countSeconds(clip(windows, [run.window])),
    })),
    rows: learners.map(toAttendanceRowDto),
    audience: audience.map(({ atMs, learners: present }) => ({
      at: new Date(atMs).toISOString(),
      learners: present,
    })),
  };
}
