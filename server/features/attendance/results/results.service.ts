import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import {
  findSecondsNeeded,
  findTopicsNeeded,
  judgeSeries,
  judgeTopic,
  type SeriesJudgement,
  type TopicJudgement,
} from '#shared/attendance-judgement.ts';
import type { AttendanceRule } from '#shared/attendance-rule.ts';
import { sortByGivenName } from '#shared/names.ts';
import { type CorrectionInForce, CorrectionsInForce } from './corrections.queries.ts';
import { findLearners, findRoll, type ListedLearner, type RollEntry } from './learners.queries.ts';
import { getRuleVersion, type RuleVersion } from './rule.queries.ts';
import { readCourse, type SeriesCourse } from './series-course.ts';
import { computeFacts, type ReadFacts, readFacts } from './topic-facts.service.ts';
import type { PersonFacts, TopicFacts } from './topic-facts.ts';

export interface ResultTopic {
  topicId: string;
  title: string;
  sessionIds: string[];
  /** How long it was taught, over all its sessions. */
  seconds: number;
  secondsNeeded: number;
  checksShown: number;
  codesShown: number;
  isRunning: boolean;
  /** Its figures are those of the last count, or none yet; another is under way. */
  isCounting: boolean;
  endedAt: Date | undefined;
}

export interface LearnerTopicResult extends TopicJudgement {
  topicId: string;
  seconds: number;
  checksShown: number;
  checksDelivered: number;
  checksAnswered: number;
  correction: CorrectionInForce | undefined;
}

export interface LearnerResult extends ListedLearner, SeriesJudgement {
  /** In the order of the topics of the series. */
  topics: LearnerTopicResult[];
}

export interface SeriesResults {
  seriesId: string;
  title: string;
  timeZone: string;
  asOf: Date;
  rule: RuleVersion;
  topics: ResultTopic[];
  topicsNeeded: number;
  /** By given name. */
  learners: LearnerResult[];
}

export interface ReadSeriesResultsOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  /** The one in force, unless said. */
  ruleVersion?: number | undefined;
  /** Of one learner only, counted from the record; nobody, where there is no such learner. */
  personId?: string | undefined;
  /** See `ReadFactsOptions`. */
  countLater?: ((bridgedGapSeconds: number) => void) | undefined;
}

/** What the rule makes of the record, for everybody and every topic. */
export async function readSeriesResults({
  db,
  clock,
  seriesId,
  ruleVersion,
  personId,
  countLater,
}: ReadSeriesResultsOptions): Promise<SeriesResults> {
  const rule = await getRuleVersion(db, seriesId, ruleVersion);
  const course = await readCourse(db, { seriesId, now: () => clock.now() });
  const { bridgedGapSeconds } = rule.rule;
  const { facts, counting } = personId
    ? await readFactsOf(db, { course, bridgedGapSeconds, personId })
    : await readFacts(db, { course, bridgedGapSeconds, countLater });
  const attended = new Set(facts.flatMap(({ people }) => people.map((person) => person.personId)));
  const [learners, corrections] = await Promise.all([
    findLearners(db, { seriesId, attendedIds: [...attended], personId }),
    CorrectionsInForce.read(db, { seriesId, personId }),
  ]);
  return toResults({ rule, course, facts, counting, learners, corrections });
}

/** The same without the learners, but with who they are, and with what judges as many of them as are read at a time. */
export interface SeriesRoll extends Omit<SeriesResults, 'learners'> {
  /** By given name. */
  roll: RollEntry[];
  judge<Learner extends ListedLearner>(learner: Learner): Learner & LearnerResult;
  /** The topics alone, in their order, for whoever needs no more of a learner than the id. */
  judgeTopics(personId: string): LearnerTopicResult[];
}

/** For lists so long that nobody should hold all of them. */
export async function readSeriesRoll({
  db,
  clock,
  seriesId,
}: Pick<ReadSeriesResultsOptions, 'db' | 'clock' | 'seriesId'>): Promise<SeriesRoll> {
  const rule = await getRuleVersion(db, seriesId);
  const course = await readCourse(db, { seriesId, now: () => clock.now() });
  const { facts, counting } = await readFacts(db, {
    course,
    bridgedGapSeconds: rule.rule.bridgedGapSeconds,
  });
  const attended = new Set(facts.flatMap(({ people }) => people.map(({ personId }) => personId)));
  const [roll, corrections] = await Promise.all([
    findRoll(db, { seriesId, attendedIds: [...attended] }),
    CorrectionsInForce.read(db, { seriesId }),
  ]);
  return { ...toRoll({ rule, course, facts, counting, corrections }), roll: sortByGivenName(roll) };
}

async function readFactsOf(
  db: PrismaClient,
  { course, ...rest }: { course: SeriesCourse; bridgedGapSeconds: number; personId: string },
): Promise<Pick<ReadFacts, 'facts' | 'counting'>> {
  const counted = await computeFacts(db, { topics: course.topics, asOf: course.asOf, ...rest });
  return { facts: counted.map(({ facts }) => facts), counting: new Set() };
}

interface Gathered {
  rule: RuleVersion;
  course: SeriesCourse;
  /** In the order of the course. */
  facts: TopicFacts[];
  counting?: ReadonlySet<string>;
  learners: ListedLearner[];
  corrections: CorrectionsInForce;
}

export function toResults({ learners, ...gathered }: Gathered): SeriesResults {
  const { judge, judgeTopics: _, ...rest } = toRoll(gathered);
  return { ...rest, learners: sortByGivenName(learners).map(judge) };
}

function toRoll({
  rule,
  course,
  facts,
  counting,
  corrections,
}: Omit<Gathered, 'learners'>): Omit<SeriesRoll, 'roll'> {
  const topics = course.topics.map((topic, at): ResultTopic => {
    const { topicSeconds = 0, checksShown = 0, codesShown = 0 } = facts[at] ?? {};
    return {
      topicId: topic.topicId,
      title: topic.title,
      sessionIds: topic.sessions.map(({ sessionId }) => sessionId),
      seconds: topicSeconds,
      secondsNeeded: findSecondsNeeded(rule.rule, topicSeconds),
      checksShown,
      codesShown,
      isRunning: topic.isRunning,
      isCounting: counting?.has(topic.topicId) ?? false,
      endedAt: topic.endedAt,
    };
  });
  const byPerson = facts.map(({ people }) => new Map(people.map((person) => [person.personId, person])));
  const judgeTopics = (personId: string): LearnerTopicResult[] =>
    topics.map((topic, at) =>
      judgeLearner({
        rule: rule.rule,
        topic,
        facts: byPerson[at]?.get(personId),
        correction: corrections.find(topic.topicId, personId),
      }),
    );
  return {
    seriesId: course.seriesId,
    title: course.title,
    timeZone: course.timeZone,
    asOf: course.asOf,
    rule,
    topics,
    topicsNeeded: findTopicsNeeded(rule.rule, topics.length),
    judge: (learner) => {
      const judged = judgeTopics(learner.personId);
      return {
        ...learner,
        topics: judged,
        ...judgeSeries(rule.rule, judged, { testScorePercent: learner.testScorePercent }),
      };
    },
    judgeTopics,
  };
}

function judgeLearner({
  rule,
  topic,
  facts,
  correction,
}: {
  rule: AttendanceRule;
  topic: ResultTopic;
  facts: PersonFacts | undefined;
  correction: CorrectionInForce | undefined;
}): LearnerTopicResult {
  const {
    seconds = 0,
    checksDelivered = 0,
    checksAnswered = 0,
    inHall = false,
    codesEntered = 0,
  } = facts ?? {};
  const checks = { shown: topic.checksShown, delivered: checksDelivered, answered: checksAnswered };
  const judgement = judgeTopic({
    rule,
    topicSeconds: topic.seconds,
    presentSeconds: seconds,
    checks,
    correction: correction?.outcome ?? null,
    hall: inHall,
    viewer: { shown: topic.codesShown, entered: codesEntered },
  });
  return {
    ...judgement,
    topicId: topic.topicId,
    seconds,
    checksShown: topic.checksShown,
    checksDelivered,
    checksAnswered,
    correction,
  };
}
