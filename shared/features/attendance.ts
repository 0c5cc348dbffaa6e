import { z } from 'zod';
import { defineNews, defineRoute } from '../contract.ts';
import { id, isoTime } from '../fields.ts';

/**
 * One learner's attendance of one session. Seconds are whole, of the merged intervals, clipped to the time
 * between the session's start and end; a connection lost for up to `bridgedGapSeconds` does not interrupt.
 * While present, `seconds` and the topics' seconds hold up to `asOf` of the report or news they came in.
 */
export const attendanceRowDto = z.object({
  personId: id,
  name: z.string(),
  /** First seen in the room, lobby included; null for an enrolled learner who never came. */
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  present: z.boolean(),
  seconds: z.number().int(),
  topics: z.array(z.object({ topicId: id, seconds: z.number().int() })),
});
export type AttendanceRowDto = z.infer<typeof attendanceRowDto>;

/** How many learners were present at a time. */
export const audiencePointDto = z.object({ at: isoTime, learners: z.number().int() });
export type AudiencePointDto = z.infer<typeof audiencePointDto>;

export const attendanceReportDto = z.object({
  sessionId: id,
  asOf: isoTime,
  bridgedGapSeconds: z.number().int(),
  /** Seconds the session, and each of its topics, has run so far. */
  sessionSeconds: z.number().int(),
  topics: z.array(z.object({ topicId: id, title: z.string(), seconds: z.number().int() })),
  rows: z.array(attendanceRowDto),
  audience: z.array(audiencePointDto),
});
export type AttendanceReportDto = z.infer<typeof attendanceReportDto>;

const inSession = z.strictObject({ sessionId: id });

export const getAttendance = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/attendance',
  may: 'attendance.read',
  rate: 'read',
  params: inSession,
  output: attendanceReportDto,
});

/** To staff: these learners came, went or came back. */
export const attendanceChanged = defineNews(
  'attendance:changed',
  z.object({ asOf: isoTime, rows: z.array(attendanceRowDto) }),
);
