import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { checkOutcomes } from '../presence-checks.ts';
import { correctionOutcome, missing, seriesReason, topicStatus } from './results.ts';
import { ruleVersionDto } from './rule.ts';

/** A decision that stands in place of what the record comes to. Withdrawn ones stay, with who withdrew them and why. */
export const correctionDto = z.object({
  correctionId: id,
  outcome: correctionOutcome,
  statusBefore: topicStatus,
  secondsBefore: z.number().int(),
  ruleVersion: z.number().int(),
  reason: z.string(),
  madeBy: z.string().nullable(),
  madeAt: isoTime,
  withdrawnBy: z.string().nullable(),
  withdrawnAt: isoTime.nullable(),
  withdrawalReason: z.string(),
});
export type CorrectionDto = z.infer<typeof correctionDto>;

export const objectionDto = z.object({
  objectionId: id,
  words: z.string(),
  madeAt: isoTime,
  /** By when a decision may be expected. */
  dueAt: isoTime,
  decidedAt: isoTime.nullable(),
  decidedBy: z.string().nullable(),
  accepted: z.boolean().nullable(),
  decisionReason: z.string(),
  /** What was decided in its favour. */
  correctionId: id.nullable(),
});
export type ObjectionDto = z.infer<typeof objectionDto>;

export const recordTopicDto = z.object({
  topicId: id,
  title: z.string(),
  running: z.boolean(),
  endedAt: isoTime.nullable(),
  /** How long it was taught, and how long this learner was there. */
  topicSeconds: z.number().int(),
  seconds: z.number().int(),
  secondsNeeded: z.number().int(),
  checksShown: z.number().int(),
  checksDelivered: z.number().int(),
  checksAnswered: z.number().int(),
  checksNeeded: z.number().int(),
  /** Those that are over, one by one, in their order. */
  checks: z.array(
    z.object({
      checkId: id,
      shownAt: isoTime,
      outcome: z.enum(checkOutcomes),
      answeredAt: isoTime.nullable(),
    }),
  ),
  status: topicStatus,
  counts: z.boolean(),
  missing: z.array(missing),
  /** Until when the learner may object; null where there is nothing to object to, or not yet. */
  objectUntil: isoTime.nullable(),
  /** The newest first. */
  corrections: z.array(correctionDto),
  objections: z.array(objectionDto),
});
export type RecordTopicDto = z.infer<typeof recordTopicDto>;

/** All that is known of one learner in a series, and what the rule makes of it. */
export const learnerRecordDto = z.object({
  asOf: isoTime,
  seriesTitle: z.string(),
  timeZone: z.string(),
  rule: ruleVersionDto,
  personId: id,
  name: z.string(),
  organisation: z.string().nullable(),
  province: z.string().nullable(),
  group: z.string().nullable(),
  enrolled: z.boolean(),
  topics: z.array(recordTopicDto),
  topicsPassed: z.number().int(),
  topicsNeeded: z.number().int(),
  testScorePercent: z.number().nullable(),
  qualifies: z.boolean(),
  reasons: z.array(seriesReason),
});
export type LearnerRecordDto = z.infer<typeof learnerRecordDto>;

const inSeries = z.strictObject({ seriesId: id });

export const getLearnerRecord = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/results/:personId',
  may: 'attendance.read',
  rate: 'read',
  params: z.strictObject({ seriesId: id, personId: id }),
  query: z.object({ version: z.coerce.number().int().min(0).optional() }),
  output: learnerRecordDto,
});

/** To the learner themselves, while it grows and afterwards. */
export const getOwnRecord = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/own-record',
  may: 'attendance.read_own',
  rate: 'read',
  params: inSeries,
  output: learnerRecordDto,
});

const reason = paragraph(limits.reasonMax, 1);

/** In place of an earlier one, which is thereby withdrawn. `wrong_state` for a topic that has not been taught yet. */
export const makeCorrection = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/corrections',
  may: 'attendance.correct',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    correctionId: clientId,
    personId: id,
    topicId: id,
    outcome: correctionOutcome,
    reason,
  }),
  output: learnerRecordDto,
});

/** What the record comes to stands again. A second withdrawal changes nothing. */
export const withdrawCorrection = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/corrections/:correctionId/withdrawal',
  may: 'attendance.correct',
  rate: 'write',
  params: z.strictObject({ seriesId: id, correctionId: id }),
  body: z.strictObject({ reason }),
  output: learnerRecordDto,
});

/**
 * From the end of a topic until the rule's days are over, by whoever has not passed it; one open objection for a topic at a time.
 * Outside of that, `wrong_state`.
 */
export const makeObjection = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/objections',
  may: 'attendance.object',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({ objectionId: clientId, topicId: id, words: reason }),
  output: learnerRecordDto,
});

export const deskObjectionDto = objectionDto.extend({
  personId: id,
  name: z.string(),
  topicId: id,
  topicTitle: z.string(),
  /** What was decided in its favour. */
  outcome: correctionOutcome.nullable(),
});
export type DeskObjectionDto = z.infer<typeof deskObjectionDto>;

/** Those that wait, the most urgent first; then those that are decided, the newest first. */
export const listObjections = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/objections',
  may: 'attendance.read',
  rate: 'read',
  params: inSeries,
  output: z.object({
    open: z.array(deskObjectionDto),
    decided: z.array(deskObjectionDto),
    /** Decided ones that are not in the list, which holds the newest. */
    olderDecided: z.number().int(),
  }),
});

/** In the learner's favour it makes a correction; either way with a reason, which the learner reads. */
export const decideObjection = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/objections/:objectionId/decision',
  may: 'attendance.correct',
  rate: 'write',
  params: z.strictObject({ seriesId: id, objectionId: id }),
  body: z.discriminatedUnion('accepted', [
    z.strictObject({
      accepted: z.literal(true),
      correctionId: clientId,
      outcome: z.enum(['confirmed_by_hand', 'excused']),
      reason,
    }),
    z.strictObject({ accepted: z.literal(false), reason }),
  ]),
  output: deskObjectionDto,
});

/**
 * What learners reached in a test elsewhere. The newest entry counts; null takes it back. Where one of them had another score, an empty reason is
 * `malformed`.
 */
export const enterTestScores = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/test-scores',
  may: 'attendance.correct',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    scores: z
      .array(z.strictObject({ personId: id, scorePercent: z.number().min(0).max(100).nullable() }))
      .min(1)
      .max(limits.enrolmentsPerRequest),
    reason: paragraph(limits.reasonMax).optional(),
  }),
  output: z.object({ entered: z.number().int() }),
});
