import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import { type CorrectionRow, CorrectionsInForce, findCorrections } from './corrections.queries.ts';
import { endOfDay } from './end-of-day.ts';
import { findLearners } from './learners.queries.ts';
import { findObjections, type ObjectionRow } from './objections.queries.ts';
import { findOwnChecks, type OwnCheck } from './own-checks.queries.ts';
import {
  type LearnerResult,
  type LearnerTopicResult,
  type ResultTopic,
  toResults,
} from './results.service.ts';
import { getRuleVersion, type RuleVersion } from './rule.queries.ts';
import { readCourse, type SeriesCourse } from './series-course.ts';
import { computeFacts } from './topic-facts.service.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface RecordTopic {
  topic: ResultTopic;
  result: LearnerTopicResult;
  objectUntil: Date | undefined;
  checks: OwnCheck[];
  /** The newest first. */
  corrections: CorrectionRow[];
  objections: ObjectionRow[];
}

export interface LearnerRecord {
  course: SeriesCourse;
  rule: RuleVersion;
  learner: LearnerResult;
  topics: RecordTopic[];
}

export interface ReadLearnerRecordOptions {
  db: Db;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  personId: string;
  ruleVersion?: number | undefined;
}

/**
 * Computed from the record, never from what is kept of it: this is what somebody is told of themselves, and what is decided upon.
 * @throws AppError `not_found` for whoever is not, and was not, a learner of the series
 */
export async function readLearnerRecord({
  db,
  clock,
  seriesId,
  personId,
  ruleVersion,
}: ReadLearnerRecordOptions): Promise<LearnerRecord> {
  const rule = await getRuleVersion(db, seriesId, ruleVersion);
  const course = await readCourse(db, { seriesId, now: () => clock.now() });
  const computed = await computeFacts(db, {
    topics: course.topics,
    asOf: course.asOf,
    bridgedGapSeconds: rule.rule.bridgedGapSeconds,
    personId,
  });
  const facts = computed.map((topic) => topic.facts);
  const attended = facts.some(({ people }) => people.length > 0);
  const learners = await findLearners(db, { seriesId, attendedIds: attended ? [personId] : [], personId });
  const corrections = await CorrectionsInForce.read(db, { seriesId, personId });
  const results = toResults({ rule, course, facts, learners, corrections });
  const [learner] = results.learners;
  if (!learner) throw appError('not_found');

  const madeCorrections = await findCorrections(db, { seriesId, personId });
  const madeObjections = await findObjections(db, { seriesId, personId });
  const checks = await findOwnChecks(db, { seriesId, personId });
  return {
    course,
    rule,
    learner,
    topics: results.topics.map((topic, at): RecordTopic => {
      const result = learner.topics[at] as LearnerTopicResult;
      return {
        topic,
        result,
        objectUntil: findObjectUntil({ topic, result, rule, course }),
        checks: checks.filter(({ topicId }) => topicId === topic.topicId),
        corrections: madeCorrections.filter(({ topicId }) => topicId === topic.topicId),
        objections: madeObjections.filter(({ topicId }) => topicId === topic.topicId),
      };
    }),
  };
}

/** While the topic runs the record still grows; afterwards the rule says for how many days. */
function findObjectUntil({
  topic,
  result,
  rule,
  course: { asOf, timeZone },
}: {
  topic: ResultTopic;
  result: LearnerTopicResult;
  rule: RuleVersion;
  course: { asOf: Date; timeZone: string };
}): Date | undefined {
  if (result.counts || topic.isRunning || !topic.endedAt) return undefined;
  const until = endOfDay(new Date(topic.endedAt.getTime() + rule.rule.objectionDays * DAY_MS), timeZone);
  return until >= asOf ? until : undefined;
}
