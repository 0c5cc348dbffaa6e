import { z } from 'zod';
import { correctionOutcomes, topicStatuses } from '../attendance-judgement.ts';
import { defineRoute } from '../contract.ts';
import { id, isoTime } from '../fields.ts';
import { ruleVersionDto } from './rule.ts';

export const topicStatus = z.enum(topicStatuses);
export const correctionOutcome = z.enum(correctionOutcomes);
export const missing = z.enum(['time', 'checks']);
export const seriesReason = z.enum(['topics', 'test', 'test_missing']);

export const resultTopicDto = z.object({
  topicId: id,
  title: z.string(),
  /** How long it was taught, over all its sessions. */
  seconds: z.number().int(),
  secondsNeeded: z.number().int(),
  checksShown: z.number().int(),
  running: z.boolean(),
  /** Its figures are those of the last count, or none yet; another is under way, and whoever asks again in a moment gets it. */
  counting: z.boolean(),
  /** Null while it runs, and before it was taught. */
  endedAt: isoTime.nullable(),
});
export type ResultTopicDto = z.infer<typeof resultTopicDto>;

/**
 * One learner in one topic, without names of fields: there are 33,000 of them in a report. Place in `topicStatuses`, seconds present,
 * checks that were delivered, answered, needed, 1 where a correction is in force.
 */
export const resultCell = z.tuple([
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.number().int(),
  z.union([z.literal(0), z.literal(1)]),
]);
export type ResultCell = z.infer<typeof resultCell>;

export const learnerResultDto = z.object({
  personId: id,
  name: z.string(),
  organisation: z.string().nullable(),
  province: z.string().nullable(),
  group: z.string().nullable(),
  /** False: taken out of the series, and listed for what they attended. */
  enrolled: z.boolean(),
  /** In the order of the report's topics. */
  topics: z.array(resultCell),
  topicsPassed: z.number().int(),
  testScorePercent: z.number().nullable(),
  qualifies: z.boolean(),
  reasons: z.array(seriesReason),
});
export type LearnerResultDto = z.infer<typeof learnerResultDto>;

export const seriesResultsDto = z.object({
  asOf: isoTime,
  rule: ruleVersionDto,
  topics: z.array(resultTopicDto),
  topicsNeeded: z.number().int(),
  /** By given name. */
  learners: z.array(learnerResultDto),
  /** Those for whom the version it is compared with comes to something else, with what that is; `topics`: where, and what it made of each. */
  differs: z
    .array(
      z.object({
        personId: id,
        topicsPassed: z.number().int(),
        qualifies: z.boolean(),
        topics: z.array(z.object({ topicId: id, status: topicStatus })),
      }),
    )
    .nullable(),
});
export type SeriesResultsDto = z.infer<typeof seriesResultsDto>;

/** By the version in force, or by the one asked for; `compareWith` names another one whose differing results come along. */
export const getSeriesResults = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/results',
  may: 'attendance.read',
  rate: 'read',
  params: z.strictObject({ seriesId: id }),
  query: z.object({
    version: z.coerce.number().int().min(0).optional(),
    compareWith: z.coerce.number().int().min(0).optional(),
  }),
  output: seriesResultsDto,
});
