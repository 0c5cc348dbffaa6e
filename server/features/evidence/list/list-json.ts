import type { AttendanceList, ListLearner } from './attendance-list.ts';
import { hashHeads } from './chain-heads.ts';
import type { ListHalls } from './list-halls.ts';
import type { OnRows } from './list-sheets.ts';

/** Raised when a reader of an earlier one could misunderstand; docs/evidence-pack.md says what each field means. */
export const LIST_FORMAT = 'lectern attendance list 1';

/** Lines are gathered up to this: a long file is hundreds of writes, not thousands. */
const CHUNK_CHARACTERS = 64 * 1024;

/** The list for programs, one learner a line. Times are ISO 8601 in UTC, durations whole seconds. */
export async function* writeListJson(list: AttendanceList, onRows?: OnRows): AsyncGenerator<string> {
  const { learners, scope, rule, asOf, startedAt, endedAt, ...rest } = list;
  const head = {
    format: LIST_FORMAT,
    scope: {
      seriesId: scope.seriesId,
      sessionId: scope.sessionId ?? null,
      topicId: scope.topicId ?? null,
      personId: scope.personId ?? null,
    },
    seriesTitle: rest.seriesTitle,
    partTitle: rest.partTitle,
    timeZone: rest.timeZone,
    asOf: asOf.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    rule: {
      version: rule.version,
      hash: rule.hash,
      reason: rule.reason,
      madeBy: rule.madeBy,
      madeAt: rule.madeAt?.toISOString() ?? null,
      figures: rule.rule,
    },
    topicsNeeded: rest.topicsNeeded,
    topics: rest.topics.map(
      ({ topicId, title, sessionIds, seconds, secondsNeeded, checksShown, codesShown }) => ({
        topicId,
        title,
        sessionIds,
        seconds,
        secondsNeeded,
        checksShown,
        codesShown,
      }),
    ),
    chains: rest.heads,
    chainsHash: hashHeads(rest.heads),
    corrections: rest.corrections,
    halls: rest.halls.halls,
  };
  const text = JSON.stringify(head);
  yield `${text.slice(0, -1)},"learners":[\n`;
  let chunk = '';
  let written = 0;
  for await (const learner of learners) {
    chunk += `${written === 0 ? '' : ',\n'}${JSON.stringify(toLearner(learner, rest.halls))}`;
    written += 1;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    onRows?.(written);
    yield chunk;
    chunk = '';
  }
  onRows?.(written);
  yield `${chunk}\n]}\n`;
}

function toLearner(learner: ListLearner, halls: ListHalls) {
  const namings = halls.of(learner.personId);
  return {
    personId: learner.personId,
    name: learner.name,
    birthYear: learner.birthYear,
    phone: learner.phone,
    email: learner.email,
    organisation: learner.organisation,
    position: learner.position,
    province: learner.province,
    group: learner.group,
    enrolled: learner.enrolled,
    stay: learner.stay,
    topics: learner.topics.map((topic) => ({
      topicId: topic.topicId,
      status: topic.status,
      counts: topic.counts,
      seconds: topic.seconds,
      secondsNeeded: topic.secondsNeeded,
      checksShown: topic.checksShown,
      checksDelivered: topic.checksDelivered,
      checksAnswered: topic.checksAnswered,
      checksNeeded: topic.checksNeeded,
      correction: topic.correction ?? null,
      halls: namings
        .filter(({ topicId }) => topicId === topic.topicId)
        .map(({ hall, named, byDigits, firstAt, lastAt }) => ({
          hallId: hall.hallId,
          named,
          byDigits,
          firstAt,
          lastAt,
        })),
    })),
    topicsPassed: learner.topicsPassed,
    testScorePercent: learner.testScorePercent,
    qualifies: learner.qualifies,
    reasons: learner.reasons,
  };
}
