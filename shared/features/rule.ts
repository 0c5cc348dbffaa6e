import { z } from 'zod';
import { type AttendanceRule, keptRuleBounds, type RuleFigure, ruleBounds } from '../attendance-rule.ts';
import { defineRoute } from '../contract.ts';
import { clientId, id, isoTime, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';

const ruleWithin = (bounds: typeof ruleBounds): z.ZodType<AttendanceRule, AttendanceRule> => {
  const figure = (name: RuleFigure) => z.number().int().min(bounds[name].min).max(bounds[name].max);
  return z.strictObject({
    minimumSharePercent: figure('minimumSharePercent'),
    bridgedGapSeconds: figure('bridgedGapSeconds'),
    checksPer50Minutes: figure('checksPer50Minutes'),
    checkOpenSeconds: figure('checkOpenSeconds'),
    checkSharePercent: figure('checkSharePercent'),
    replayCounts: z.boolean(),
    replayTopicsMax: figure('replayTopicsMax'),
    externalViewersCount: z.boolean(),
    topicsNeededPercent: figure('topicsNeededPercent'),
    testScorePercent: figure('testScorePercent').nullable(),
    objectionDays: figure('objectionDays'),
  });
};

/** As it was made, whenever that was. */
export const attendanceRule = ruleWithin(keptRuleBounds);
const newAttendanceRule = ruleWithin(ruleBounds);

export const ruleVersionDto = z.object({
  /** 0: the defaults, as long as nobody has changed them and no session has begun. */
  version: z.number().int(),
  rule: attendanceRule,
  /** SHA-256 of the rule's text, as it stands on every report; null for version 0. */
  hash: z.string().nullable(),
  reason: z.string(),
  madeBy: z.string().nullable(),
  madeAt: isoTime.nullable(),
});
export type RuleVersionDto = z.infer<typeof ruleVersionDto>;

export const ruleDto = z.object({
  current: ruleVersionDto,
  /** The first session of the series has begun: a change needs a reason. */
  frozen: z.boolean(),
  /** The oldest first. */
  versions: z.array(ruleVersionDto),
  topicCount: z.number().int(),
});
export type RuleDto = z.infer<typeof ruleDto>;

const inSeries = z.strictObject({ seriesId: id });

export const getRule = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/attendance-rule',
  may: 'attendance.read',
  rate: 'read',
  params: inSeries,
  output: ruleDto,
});

/**
 * Makes the next version. `after` is the version that the writer has read: where somebody else has made another one meanwhile, `wrong_state`.
 * Once the rule is frozen, an empty reason is `malformed`.
 */
export const changeRule = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/attendance-rule',
  may: 'attendance.rule',
  rate: 'write',
  params: inSeries,
  body: z.strictObject({
    ruleId: clientId,
    after: z.number().int().min(0),
    rule: newAttendanceRule,
    reason: paragraph(limits.reasonMax),
  }),
  output: ruleDto,
});
