import { z } from 'zod';
import { defineNews, defineRoute } from '../contract.ts';
import { clientId, id, isoTime, line, nothing, paragraph, sessionCode } from '../fields.ts';
import { limits } from '../limits.ts';
import { roomFeatures, slowModes } from '../room-features.ts';
import { admissions } from '../session-door.ts';
import { sessionMoves, sessionStates } from '../session-lifecycle.ts';

export const topicDto = z.object({
  topicId: id,
  title: z.string(),
  description: z.string(),
  position: z.number().int(),
});
export type TopicDto = z.infer<typeof topicDto>;

export const sessionState = z.enum(sessionStates);

export const roomFeature = z.enum(roomFeatures);

export const admission = z.enum(admissions);

/** A topic as a session carries it: planned, and when it really ran. */
export const sessionTopicDto = z.object({
  topicId: id,
  title: z.string(),
  windows: z.array(z.object({ startedAt: isoTime, endedAt: isoTime.nullable() })),
});
export type SessionTopicDto = z.infer<typeof sessionTopicDto>;

/** What everybody in or before the door of a session may know of it. */
export const sessionDto = z.object({
  sessionId: id,
  seriesId: id,
  code: sessionCode,
  title: z.string(),
  state: sessionState,
  plannedStartsAt: isoTime,
  plannedEndsAt: isoTime,
  lobbyOpenedAt: isoTime.nullable(),
  startedAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  timeZone: z.string(),
  topics: z.array(sessionTopicDto),
  runningTopicId: id.nullable(),
  holdQuestions: z.boolean(),
  /** What learners may not do at the moment; staff may. */
  lockedFeatures: z.array(roomFeature),
  /** How long a learner waits between two messages in the chat; 0: not at all. */
  slowModeSeconds: z.number().int(),
  /** Nobody comes in who has not been in before. */
  doorLocked: z.boolean(),
  /** Who waits at the door until staff let them in. */
  admission,
});
export type SessionDto = z.infer<typeof sessionDto>;

export const seriesSummaryDto = z.object({
  seriesId: id,
  title: z.string(),
  role: z.enum(['learner', 'moderator', 'trainer', 'organiser', 'admin']),
  topicCount: z.number().int(),
  sessionCount: z.number().int(),
  enrolledCount: z.number().int(),
  /** The session that is on now, else the next one. */
  nextSession: z
    .object({ code: sessionCode, title: z.string(), state: sessionState, plannedStartsAt: isoTime })
    .nullable(),
  timeZone: z.string(),
  archived: z.boolean(),
});
export type SeriesSummaryDto = z.infer<typeof seriesSummaryDto>;

export const seriesDto = z.object({
  seriesId: id,
  title: z.string(),
  description: z.string(),
  timeZone: z.string(),
  archived: z.boolean(),
  role: z.enum(['moderator', 'trainer', 'organiser', 'admin']),
  topics: z.array(topicDto),
  sessions: z.array(sessionDto),
});
export type SeriesDto = z.infer<typeof seriesDto>;

const title = line(limits.titleMax);
const description = paragraph(limits.descriptionMax);
const timeZone = z.string().max(64).refine(isTimeZone);

/** Asked of the clock itself: `Intl.supportedValuesOf` lists one name a zone, and calls Vietnam's "Asia/Saigon". */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined && !/^[+-]/u.test(name);
  } catch {
    return false;
  }
}

export const listSeries = defineRoute({
  method: 'GET',
  path: '/api/series',
  may: 'series.list',
  rate: 'read',
  output: z.object({ series: z.array(seriesSummaryDto) }),
});

/** `clientId` becomes the series' id, so that a repeat returns the first. */
export const createSeries = defineRoute({
  method: 'POST',
  path: '/api/series',
  may: 'series.create',
  rate: 'write',
  body: z.strictObject({ clientId, title, description, timeZone }),
  output: seriesDto,
});

const inSeries = z.strictObject({ seriesId: id });

export const getSeries = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId',
  may: 'series.read',
  rate: 'read',
  params: inSeries,
  output: seriesDto,
});

export const changeSeries = defineRoute({
  method: 'PATCH',
  path: '/api/series/:seriesId',
  may: 'series.change',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    title: title.optional(),
    description: description.optional(),
    timeZone: timeZone.optional(),
  }),
  output: seriesDto,
});

export const archiveSeries = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/archive',
  may: 'series.archive',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({ archived: z.boolean() }),
  output: seriesDto,
});

export const createTopic = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/topics',
  may: 'topic.change',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({ clientId, title, description }),
  output: seriesDto,
});

export const orderTopics = defineRoute({
  method: 'PUT',
  path: '/api/series/:seriesId/topic-order',
  may: 'topic.change',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({ topicIds: z.array(id).max(limits.topicsPerSeries) }),
  output: seriesDto,
});

export const changeTopic = defineRoute({
  method: 'PATCH',
  path: '/api/topics/:topicId',
  may: 'topic.change',
  rate: 'write',
  params: z.strictObject({ topicId: id }),
  body: z.strictObject({ title: title.optional(), description: description.optional() }),
  output: seriesDto,
});

/** Only a topic that has never run can be deleted, for attendance stands on the others, and not while its session is on. */
export const deleteTopic = defineRoute({
  method: 'DELETE',
  path: '/api/topics/:topicId',
  may: 'topic.change',
  rate: 'write',
  params: z.strictObject({ topicId: id }),
  output: seriesDto,
});

/** A typing error in the year (0021, 20211) is refused: no database and no calendar shows such a day. */
const plannedAt = isoTime.refine((time) => {
  const year = new Date(time).getUTCFullYear();
  return year >= 2000 && year < 2100;
});

const sessionFields = {
  title,
  plannedStartsAt: plannedAt,
  plannedEndsAt: plannedAt,
  topicIds: z.array(id).min(1).max(limits.topicsPerSession),
};

export const createSession = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/sessions',
  may: 'session.change',
  rate: 'write',
  params: inSeries,
  body: z
    .strictObject({ clientId, ...sessionFields })
    .refine((session) => Date.parse(session.plannedEndsAt) > Date.parse(session.plannedStartsAt), {
      path: ['plannedEndsAt'],
    }),
  output: sessionDto,
});

const inSession = z.strictObject({ sessionId: id });

export const getSession = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId',
  may: 'session.read',
  rate: 'read',
  params: inSession,
  output: sessionDto,
});

export const changeSession = defineRoute({
  method: 'PATCH',
  path: '/api/sessions/:sessionId',
  may: 'session.change',
  rate: 'write',
  params: inSession,
  body: z.strictObject({
    title: title.optional(),
    plannedStartsAt: plannedAt.optional(),
    plannedEndsAt: plannedAt.optional(),
    topicIds: sessionFields.topicIds.optional(),
  }),
  output: sessionDto,
});

/** Only a session whose doors never opened can be deleted. */
export const deleteSession = defineRoute({
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  may: 'session.change',
  rate: 'write',
  params: inSession,
  output: nothing,
});

/**
 * One step of the session's life. `start` begins the first topic that has not run yet; `end` closes the running one.
 * Asking for the state it is already in changes nothing and succeeds, so that two trainers' clicks do not collide.
 */
export const moveSession = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/move',
  may: 'session.run',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ move: z.enum(sessionMoves) }),
  output: sessionDto,
});

/** Ends the topic that runs, if any, and begins the given one; null is a break. Only while live. */
export const runTopic = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/running-topic',
  may: 'session.run',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ topicId: id.nullable() }),
  output: sessionDto,
});

export const holdQuestions = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/hold-questions',
  may: 'room.settings',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ hold: z.boolean() }),
  output: sessionDto,
});

/** Says how it should be, not what to toggle. Staff are never locked out. */
export const lockFeature = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/feature-locks',
  may: 'room.settings',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ feature: roomFeature, locked: z.boolean() }),
  output: sessionDto,
});

/** How long a learner waits between two messages in the chat. */
export const setSlowMode = defineRoute({
  method: 'POST',
  path: '/api/sessions/:sessionId/slow-mode',
  may: 'room.settings',
  rate: 'write',
  params: inSession,
  body: z.strictObject({ seconds: z.literal(slowModes) }),
  output: sessionDto,
});

/** News to everybody in the room: the session's state, topics or settings are now these. */
export const sessionChanged = defineNews('session:changed', z.object({ session: sessionDto }));

export const auditEntryDto = z.object({
  entryId: z.string(),
  at: isoTime,
  actorName: z.string().nullable(),
  action: z.string(),
  sessionTitle: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntryDto = z.infer<typeof auditEntryDto>;

export const listAudit = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/audit',
  may: 'audit.read',
  rate: 'read',
  params: inSeries,
  query: z.object({
    before: z
      .string()
      .regex(/^\d{1,18}$/u)
      .optional(),
    /** Only what was done in this session. */
    sessionId: id.optional(),
  }),
  output: z.object({ entries: z.array(auditEntryDto), more: z.boolean() }),
});

/** The whole log, or that of one session, for a spreadsheet. */
export const getAuditCsv = defineRoute({
  method: 'GET',
  path: '/files/series/:seriesId/audit.csv',
  may: 'audit.read',
  rate: 'read',
  params: inSeries,
  query: z.object({ language: z.enum(['vi', 'en']).default('vi'), sessionId: id.optional() }),
});
