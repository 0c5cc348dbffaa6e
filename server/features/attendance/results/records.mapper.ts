import type {
  CorrectionDto,
  DeskObjectionDto,
  LearnerRecordDto,
  ObjectionDto,
  RecordTopicDto,
} from '#shared/features/records.ts';
import type { CorrectionRow } from './corrections.queries.ts';
import type { LearnerRecord, RecordTopic } from './learner-record.service.ts';
import type { ObjectionRow } from './objections.queries.ts';
import { toRuleVersionDto } from './results.mapper.ts';

export function toLearnerRecordDto({ course, rule, learner, topics }: LearnerRecord): LearnerRecordDto {
  return {
    asOf: course.asOf.toISOString(),
    seriesTitle: course.title,
    timeZone: course.timeZone,
    rule: toRuleVersionDto(rule),
    personId: learner.personId,
    name: learner.name,
    organisation: learner.organisation,
    province: learner.province,
    group: learner.group,
    enrolled: learner.enrolled,
    topics: topics.map(toRecordTopicDto),
    topicsPassed: learner.topicsPassed,
    topicsNeeded: learner.topicsNeeded,
    testScorePercent: learner.testScorePercent,
    qualifies: learner.qualifies,
    reasons: learner.reasons,
  };
}

function toRecordTopicDto({ topic, result, objectUntil, ...made }: RecordTopic): RecordTopicDto {
  return {
    topicId: topic.topicId,
    title: topic.title,
    running: topic.isRunning,
    endedAt: topic.endedAt?.toISOString() ?? null,
    topicSeconds: topic.seconds,
    seconds: result.seconds,
    secondsNeeded: result.secondsNeeded,
    checksShown: result.checksShown,
    checksDelivered: result.checksDelivered,
    checksAnswered: result.checksAnswered,
    checksNeeded: result.checksNeeded,
    checks: made.checks.map(({ checkId, shownAt, outcome, answeredAt }) => ({
      checkId,
      shownAt: shownAt.toISOString(),
      outcome,
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
    status: result.status,
    counts: result.counts,
    missing: result.missing,
    objectUntil: objectUntil?.toISOString() ?? null,
    corrections: made.corrections.map(toCorrectionDto),
    objections: made.objections.map(toObjectionDto),
  };
}

function toCorrectionDto(row: CorrectionRow): CorrectionDto {
  return {
    correctionId: row.correctionId,
    outcome: row.outcome,
    statusBefore: row.statusBefore,
    secondsBefore: row.secondsBefore,
    ruleVersion: row.ruleVersion,
    reason: row.reason,
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: row.withdrawalReason,
  };
}

function toObjectionDto(row: ObjectionRow): ObjectionDto {
  return {
    objectionId: row.objectionId,
    words: row.words,
    madeAt: row.madeAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    accepted: row.accepted,
    decisionReason: row.decisionReason,
    correctionId: row.correctionId,
  };
}

export function toDeskObjectionDto(row: ObjectionRow): DeskObjectionDto {
  return {
    ...toObjectionDto(row),
    personId: row.personId,
    name: row.name,
    topicId: row.topicId,
    topicTitle: row.topicTitle,
    outcome: row.outcome,
  };
}
