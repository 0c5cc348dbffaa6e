import { topicStatuses } from '#shared/attendance-judgement.ts';
import type { LearnerResultDto, ResultCell, SeriesResultsDto } from '#shared/features/results.ts';
import type { RuleVersionDto } from '#shared/features/rule.ts';
import type { LearnerResult, LearnerTopicResult, SeriesResults } from './results.service.ts';
import type { RuleVersion } from './rule.queries.ts';

const placeOf = new Map(topicStatuses.map((status, at) => [status, at]));

export function toRuleVersionDto({
  version,
  rule,
  hash,
  reason,
  madeBy,
  madeAt,
}: RuleVersion): RuleVersionDto {
  return { version, rule, hash, reason, madeBy, madeAt: madeAt?.toISOString() ?? null };
}

export function toSeriesResultsDto(results: SeriesResults, other: SeriesResults | null): SeriesResultsDto {
  return {
    asOf: results.asOf.toISOString(),
    rule: toRuleVersionDto(results.rule),
    topics: results.topics.map((topic) => ({
      topicId: topic.topicId,
      title: topic.title,
      seconds: topic.seconds,
      secondsNeeded: topic.secondsNeeded,
      checksShown: topic.checksShown,
      running: topic.isRunning,
      counting: topic.isCounting,
      endedAt: topic.endedAt?.toISOString() ?? null,
    })),
    topicsNeeded: results.topicsNeeded,
    learners: results.learners.map(toLearnerResultDto),
    differs: other && findDiffering(results, other),
  };
}

function toLearnerResultDto(learner: LearnerResult): LearnerResultDto {
  return {
    personId: learner.personId,
    name: learner.name,
    organisation: learner.organisation,
    province: learner.province,
    group: learner.group,
    enrolled: learner.enrolled,
    topics: learner.topics.map(toCell),
    topicsPassed: learner.topicsPassed,
    testScorePercent: learner.testScorePercent,
    qualifies: learner.qualifies,
    reasons: learner.reasons,
  };
}

function toCell({
  status,
  seconds,
  checksDelivered,
  checksAnswered,
  checksNeeded,
  correction,
}: LearnerTopicResult): ResultCell {
  return [
    placeOf.get(status) ?? 0,
    seconds,
    checksDelivered,
    checksAnswered,
    checksNeeded,
    correction ? 1 : 0,
  ];
}

/** Those of whom the two rules think differently: in a topic, or in the whole. */
function findDiffering(results: SeriesResults, other: SeriesResults): SeriesResultsDto['differs'] {
  const others = new Map(other.learners.map((learner) => [learner.personId, learner]));
  return results.learners.flatMap((learner) => {
    const { personId, topics, qualifies } = learner;
    const theirs = others.get(personId);
    if (!theirs) return [];
    const differing = results.topics.flatMap(({ topicId }, at) => {
      const status = theirs.topics[at]?.status;
      return status !== undefined && status !== topics[at]?.status ? [{ topicId, status }] : [];
    });
    if (differing.length === 0 && theirs.qualifies === qualifies) return [];
    return [{ personId, topicsPassed: theirs.topicsPassed, qualifies: theirs.qualifies, topics: differing }];
  });
}
