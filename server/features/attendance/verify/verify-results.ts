import type { Db } from '#server/core/context.ts';
import { joinDecisions } from '../record/read-decisions.ts';
import { CorrectionsInForce } from '../results/corrections.queries.ts';
import { findLearners } from '../results/learners.queries.ts';
import { readStoredFacts } from '../results/result-cache.ts';
import { type LearnerResult, toResults } from '../results/results.service.ts';
import { getRuleVersion } from '../results/rule.queries.ts';
import type { CourseTopic, SeriesCourse } from '../results/series-course.ts';
import { computeFacts } from '../results/topic-facts.service.ts';
import type { PersonFacts, TopicFacts } from '../results/topic-facts.ts';
import type { KnownPeople } from './known-people.ts';
import { countRecorded } from './recorded-facts.ts';
import type { RecordedSession } from './recorded-session.ts';

interface Options {
  sessionId: string;
  course: SeriesCourse;
  /** All sessions that taught a topic of the series. */
  records: ReadonlyMap<string, RecordedSession>;
  known: KnownPeople;
}

/**
 * Everybody's figures in each topic that the session taught, and what the rule makes of them, from events alone: against the rows beside the record, against what was kept of
 * them, and against what is told of it. A topic that other sessions taught too takes their records along. Writes nothing.
 */
export async function compareResults(
  db: Db,
  { sessionId, course, records, known }: Options,
): Promise<{ compared: number; notes: string[]; faults: string[] }> {
  const { seriesId } = course;
  const rule = await getRuleVersion(db, seriesId);
  const gap = rule.rule.bridgedGapSeconds;
  const faults: string[] = [];
  const notes: string[] = [];
  const computed = new Map(
    (await computeFacts(db, { topics: course.topics, asOf: course.asOf, bridgedGapSeconds: gap })).map(
      ({ facts, isSettled }) => [facts.topicId, { facts, isSettled }],
    ),
  );
  const isSettled = ({ topicId, fingerprint, sessions }: CourseTopic): boolean =>
    sessions.length === 0 || (fingerprint !== undefined && computed.get(topicId)?.isSettled === true);
  const own = course.topics.filter(({ topicId, sessions }) => {
    const run = records.get(sessionId)?.run;
    return (
      sessions.some((session) => session.sessionId === sessionId) ||
      run?.windows.some((window) => window.topicId === topicId)
    );
  });
  const count = ({ topicId }: CourseTopic, gapSeconds: number): TopicFacts =>
    countRecorded([...records.values()], topicId, gapSeconds * 1_000);

  let compared = 0;
  for (const topic of own) {
    if (!isSettled(topic)) {
      notes.push(`Topic ${topic.topicId} still goes on: what it comes to was not compared.`);
      continue;
    }
    const recorded = count(topic, gap);
    compared += recorded.people.length;
    const rows = computed.get(topic.topicId)?.facts;
    if (rows) faults.push(...compareFacts(recorded, rows, 'by the rows beside it', known));
  }
  const settled = own.filter(isSettled);
  const kept = await readKept(db, settled);
  for (const { facts, bridgedGapSeconds } of kept) {
    const topic = settled.find(({ topicId }) => topicId === facts.topicId);
    if (topic)
      faults.push(...compareFacts(count(topic, bridgedGapSeconds), facts, 'in the kept results', known));
  }

  if (!course.topics.every(isSettled)) {
    notes.push('The series still goes on: who qualifies was not compared.');
    return { compared, notes, faults };
  }
  const current = new Map(
    kept
      .filter(({ bridgedGapSeconds }) => bridgedGapSeconds === gap)
      .map(({ facts }) => [facts.topicId, facts]),
  );
  const told = course.topics.map((topic) => current.get(topic.topicId) ?? computed.get(topic.topicId)?.facts);
  const counted = course.topics.map((topic) => count(topic, gap));
  const attendedIds = [...told, ...counted].flatMap(
    (facts) => facts?.people.map(({ personId }) => personId) ?? [],
  );
  const learners = await findLearners(db, { seriesId, attendedIds: [...new Set(attendedIds)] });
  const judge = (facts: (TopicFacts | undefined)[], corrections: CorrectionsInForce) =>
    toResults({
      rule,
      course,
      facts: facts.map((each, at) => each ?? { ...emptyFacts, topicId: course.topics[at]?.topicId ?? '' }),
      learners,
      corrections,
    }).learners;
  const byRecord = new Map(
    judge(counted, correctionsOf(records)).map((learner) => [learner.personId, learner]),
  );
  const ownIds = new Set(own.map(({ topicId }) => topicId));
  for (const learner of judge(told, await CorrectionsInForce.read(db, { seriesId }))) {
    const other = byRecord.get(learner.personId);
    if (other) faults.push(...compareJudgements(learner, other, ownIds));
  }
  if (rule.rule.testScorePercent !== null)
    notes.push('The rule asks for a test; its scores are entered by staff, and are not in the record.');
  return { compared: Math.max(compared, learners.length * settled.length), notes, faults };
}

const emptyFacts = { topicSeconds: 0, checksShown: 0, codesShown: 0, people: [] };

function correctionsOf(records: Options['records']): CorrectionsInForce {
  const all = joinDecisions([...records.values()].map(({ decisions }) => decisions));
  return CorrectionsInForce.of([...all.values()].filter(({ withdrawn }) => withdrawn === null));
}

/** What was kept of these topics, by whatever gap, and would be told as it stands: what was computed from an older state of the record is computed anew before anybody sees it. */
async function readKept(
  db: Db,
  topics: CourseTopic[],
): Promise<{ facts: TopicFacts; bridgedGapSeconds: number }[]> {
  const sets = await db.topicResultSet.findMany({
    where: { topicId: { in: topics.map(({ topicId }) => topicId) } },
    distinct: ['bridgedGapSeconds'],
    select: { bridgedGapSeconds: true },
  });
  const fingerprints = new Map(
    topics.flatMap(({ topicId, fingerprint }) => (fingerprint === undefined ? [] : [[topicId, fingerprint]])),
  );
  const kept: { facts: TopicFacts; bridgedGapSeconds: number }[] = [];
  for (const { bridgedGapSeconds } of sets) {
    const stored = await readStoredFacts(db, { bridgedGapSeconds, topicIds: [...fingerprints.keys()] });
    for (const [topicId, { facts, fingerprint }] of stored) {
      if (fingerprint === fingerprints.get(topicId)) kept.push({ facts, bridgedGapSeconds });
    }
  }
  return kept;
}

const figures = [
  ['seconds', 's'],
  ['checksDelivered', 'checks delivered'],
  ['checksAnswered', 'checks answered'],
  ['inHall', 'as named in a hall'],
  ['codesEntered', 'codes entered'],
] as const satisfies [keyof PersonFacts, string][];

const nobody = { seconds: 0, checksDelivered: 0, checksAnswered: 0, inHall: false, codesEntered: 0 };

function compareFacts(recorded: TopicFacts, other: TopicFacts, where: string, known: KnownPeople): string[] {
  const faults: string[] = [];
  const { topicId } = recorded;
  if (recorded.topicSeconds !== other.topicSeconds)
    faults.push(
      `topic ${topicId} ran ${recorded.topicSeconds} s by the record, and ${other.topicSeconds} s ${where}`,
    );
  if (recorded.checksShown !== other.checksShown)
    faults.push(
      `topic ${topicId} had ${recorded.checksShown} checks by the record, and ${other.checksShown} ${where}`,
    );
  if (recorded.codesShown !== other.codesShown)
    faults.push(
      `topic ${topicId} had ${recorded.codesShown} codes by the record, and ${other.codesShown} ${where}`,
    );
  const theirs = new Map(other.people.map((person) => [person.personId, person]));
  const ours = new Map(recorded.people.map((person) => [person.personId, person]));
  for (const personId of new Set([...ours.keys(), ...theirs.keys()])) {
    if (!known.has(personId)) continue;
    const [left, right] = [ours.get(personId) ?? nobody, theirs.get(personId) ?? nobody];
    for (const [figure, word] of figures) {
      if (left[figure] === right[figure]) continue;
      faults.push(
        `person ${personId} has ${left[figure]} ${word} in topic ${topicId} by the record, and ${right[figure]} ${where}`,
      );
      break;
    }
  }
  return faults;
}

function compareJudgements(told: LearnerResult, byRecord: LearnerResult, topicIds: Set<string>): string[] {
  const faults: string[] = [];
  const who = `person ${told.personId}`;
  for (const [at, topic] of told.topics.entries()) {
    const other = byRecord.topics[at];
    if (other && topicIds.has(topic.topicId) && other.status !== topic.status)
      faults.push(
        `${who} is “${other.status}” in topic ${topic.topicId} by the record and the rule, and told as “${topic.status}”`,
      );
  }
  if (told.topicsPassed !== byRecord.topicsPassed || told.qualifies !== byRecord.qualifies)
    faults.push(
      `${who} has ${standing(byRecord)} by the record and the rule, and ${standing(told)} by what is told`,
    );
  return faults;
}

function standing({ topicsPassed, qualifies }: LearnerResult): string {
  return `${topicsPassed} topics and ${qualifies ? 'the' : 'no'} right to a certificate`;
}
