import { z } from 'zod';
import { attendanceWays } from '../attendance-ways.ts';
import { defineRoute } from '../contract.ts';
import { id, isoTime } from '../fields.ts';
import { checkOutcomes } from '../presence-checks.ts';
import { audiencePointDto } from './attendance.ts';
import { correctionOutcome, seriesReason, topicStatus } from './results.ts';
import { ruleVersionDto } from './rule.ts';

/** From one moment to another; `to` is null while it goes on. */
const span = { from: isoTime, to: isoTime.nullable() };

/** What happened in a session, all of it on one axis of time. Names of learners do not stand here. */
export const timelineDto = z.object({
  sessionId: id,
  asOf: isoTime,
  /** Null before the start. */
  startedAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  audience: z.array(audiencePointDto),
  topics: z.array(z.object({ topicId: id, title: z.string(), ...span })),
  /** The room was turned to a page; `page` null: to none. */
  slides: z.array(z.object({ at: isoTime, fileName: z.string().nullable(), page: z.number().nullable() })),
  /** When questions were asked. */
  questions: z.array(isoTime),
  /** Questions that were answered aloud. */
  answerings: z.array(z.object({ question: z.string(), ...span })),
  polls: z.array(z.object({ pollId: id, prompt: z.string(), answers: z.number().int(), ...span })),
  checks: z.array(
    z.object({ checkId: id, delivered: z.number().int(), answered: z.number().int(), ...span }),
  ),
  /** `server`: nobody at all was connected. `trainers`: everybody else went on without a trainer. */
  outages: z.array(z.object({ of: z.enum(['server', 'trainers']), ...span })),
});
export type TimelineDto = z.infer<typeof timelineDto>;

/** One learner as the board shows them. Seconds hold up to the answer's `asOf` for whoever is present. */
export const boardRowDto = z.object({
  personId: id,
  name: z.string(),
  organisation: z.string().nullable(),
  /** A code of `shared/provinces.ts`. */
  province: z.string().nullable(),
  /** A code of `shared/participant-groups.ts`. */
  participantGroup: z.string().nullable(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  present: z.boolean(),
  seconds: z.number().int(),
  topics: z.array(z.object({ topicId: id, seconds: z.number().int() })),
  /** The hall whose attester named them in this session, when they last did, and whether staff have confirmed it. */
  hall: z.object({ name: z.string(), namedAt: isoTime, confirmed: z.boolean() }).nullable(),
  /** What the rule, and whoever decided otherwise, made of it; null until the session is over. */
  way: z.enum([...attendanceWays, 'none']).nullable(),
  /** Presence checks of the session's last topic that began: those that reached them and are over, or that they answered. */
  checksDelivered: z.number().int(),
  checksAnswered: z.number().int(),
});
export type BoardRowDto = z.infer<typeof boardRowDto>;

export const boardDto = z.object({
  sessionId: id,
  asOf: isoTime,
  /** All learners are here; else only those about whom something is new since then. */
  whole: z.boolean(),
  startedAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  plannedEndsAt: isoTime,
  /** In the order of the programme, each with the times at which it really ran. */
  topics: z.array(z.object({ topicId: id, title: z.string(), windows: z.array(z.object(span)) })),
  rule: z.object({
    minimumSharePercent: z.number(),
    bridgedGapSeconds: z.number().int(),
    checkSharePercent: z.number(),
  }),
  rows: z.array(boardRowDto),
});
export type BoardDto = z.infer<typeof boardDto>;

const inSession = z.strictObject({ sessionId: id });

export const getTimeline = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/timeline',
  may: 'attendance.read',
  rate: 'read',
  params: inSession,
  output: timelineDto,
});

/** Asked again every few seconds with the last answer's `asOf`: what comes back then is short, in a hall of thousands too. */
export const getBoard = defineRoute({
  method: 'GET',
  path: '/api/sessions/:sessionId/board',
  may: 'attendance.read',
  rate: 'read',
  params: inSession,
  query: z.object({ since: isoTime.optional() }),
  output: boardDto,
});

const trailTopicDto = z.object({ topicId: id, title: z.string(), seconds: z.number().int() });

/** What one version of the rule makes of one learner's record. */
export const trailVersionDto = z.object({
  rule: ruleVersionDto,
  current: z.boolean(),
  /** In the order of the trail's topics. */
  topics: z.array(
    z.object({
      status: topicStatus,
      seconds: z.number().int(),
      secondsNeeded: z.number().int(),
      checksDelivered: z.number().int(),
      checksAnswered: z.number().int(),
      checksNeeded: z.number().int(),
      corrected: z.boolean(),
    }),
  ),
  topicsPassed: z.number().int(),
  topicsNeeded: z.number().int(),
  qualifies: z.boolean(),
  reasons: z.array(seriesReason),
});
export type TrailVersionDto = z.infer<typeof trailVersionDto>;

export const trailSessionDto = z.object({
  sessionId: id,
  title: z.string(),
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  windows: z.array(z.object({ topicId: id, ...span })),
  /** As recorded, one for each page that was connected. */
  connections: z.array(z.object({ role: z.string(), ...span })),
  /** What the rule makes of them: joined over devices, short gaps bridged, cut to the session. */
  present: z.array(z.object(span)),
  gaps: z.array(z.object({ from: isoTime, to: isoTime, bridged: z.boolean() })),
  seconds: z.number().int(),
  checks: z.array(
    z.object({
      checkId: id,
      topicId: id,
      outcome: z.enum(checkOutcomes),
      answeredAt: isoTime.nullable(),
      ...span,
    }),
  ),
  /** Of the session's record, those about this person; `detail` is the event word for word as it was hashed. */
  events: z.array(z.object({ seq: z.number().int(), at: isoTime, kind: z.string(), detail: z.string() })),
});
export type TrailSessionDto = z.infer<typeof trailSessionDto>;

/** Of a test elsewhere: what stands, and what stood before. */
export const trailScoreDto = z.object({
  scorePercent: z.number().nullable(),
  enteredBy: z.string().nullable(),
  enteredAt: isoTime.nullable(),
  /** The newest first; null for a score that was taken back. */
  changes: z.array(
    z.object({
      before: z.number(),
      after: z.number().nullable(),
      reason: z.string(),
      changedBy: z.string().nullable(),
      changedAt: isoTime,
    }),
  ),
});
export type TrailScoreDto = z.infer<typeof trailScoreDto>;

export const personTrailDto = z.object({
  personId: id,
  name: z.string(),
  organisation: z.string().nullable(),
  position: z.string().nullable(),
  province: z.string().nullable(),
  participantGroup: z.string().nullable(),
  birthYear: z.number().nullable(),
  enrolledAt: isoTime.nullable(),
  removedAt: isoTime.nullable(),
  asOf: isoTime,
  topics: z.array(trailTopicDto),
  /** The newest first. */
  versions: z.array(trailVersionDto),
  /** Those that have begun. */
  sessions: z.array(trailSessionDto),
  corrections: z.array(
    z.object({
      correctionId: id,
      topicId: id,
      before: topicStatus,
      outcome: correctionOutcome,
      reason: z.string(),
      madeBy: z.string().nullable(),
      madeAt: isoTime,
      withdrawnBy: z.string().nullable(),
      withdrawnAt: isoTime.nullable(),
      withdrawalReason: z.string(),
    }),
  ),
  objections: z.array(
    z.object({
      objectionId: id,
      topicId: id,
      words: z.string(),
      madeAt: isoTime,
      dueAt: isoTime,
      decidedBy: z.string().nullable(),
      decidedAt: isoTime.nullable(),
      accepted: z.boolean().nullable(),
      decisionReason: z.string(),
    }),
  ),
  score: trailScoreDto,
});
export type PersonTrailDto = z.infer<typeof personTrailDto>;

/** All that is known of one learner's attendance of a series, for whoever has to follow it to the ground. */
export const getPersonTrail = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/people/:personId/trail',
  may: 'attendance.read',
  rate: 'read',
  params: z.strictObject({ seriesId: id, personId: id }),
  output: personTrailDto,
});
