import type {
  PollKind as DbPollKind,
  PollState as DbPollState,
  PrismaClient,
} from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWrittenColumns } from '#server/core/written-time.ts';
import { appError } from '#shared/errors.ts';
import type { PollAnswer } from '#shared/features/polls.ts';
import { LATE_ANSWER_MS, ratings } from '#shared/poll-lifecycle.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { toPollAnswer } from './polls.mapper.ts';
import { foldWords } from './tally.ts';

/** What an answer must fit. */
interface Asked {
  kind: DbPollKind;
  optionCount: number;
  wordsMax: number;
  state: DbPollState;
  openedAt: Date | null;
  closedAt: Date | null;
  solutionToldAt: Date | null;
}

/** One answer a person. A repeat changes nothing, another one replaces it. */
export async function answerPoll({
  db,
  clock,
  sessionId,
  personId,
  pollId,
  choices,
  words,
  writtenAgo,
}: {
  db: PrismaClient;
  clock: Clock;
  sessionId: string;
  personId: string;
  pollId: string;
  choices: number[];
  words: string[];
  writtenAgo?: WrittenAgo | undefined;
}): Promise<{ answer: PollAnswer; changed: boolean }> {
  return db.$transaction(async (tx) => {
    const asked = await holdPoll(tx, { sessionId, pollId });
    const answeredAt = clock.now();
    const answer = checkAnswer(asked, { choices, words });
    const key = { pollId_personId: { pollId, personId } };
    const before = await tx.pollAnswer.findUnique({ where: key, select: { choices: true, words: true } });
    // A repeat whose first answer is kept already is no new answer, however late it comes.
    if (before && isSameAnswer(before, answer)) return { answer, changed: false };
    if (!isTaken(asked, answeredAt)) throw appError('wrong_state');
    const columns = {
      ...answer,
      answeredAt,
      ...toWrittenColumns(writtenAgo, { arrivedAt: answeredAt, since: asked.openedAt }),
    };
    const row = await tx.pollAnswer.upsert({
      where: key,
      create: { pollId, personId, ...columns },
      update: columns,
      select: { choices: true, words: true },
    });
    return { answer: toPollAnswer(row), changed: true };
  });
}

/** Held together with other answers until the transaction ends: whoever closes the poll waits for them, or they for it. */
async function holdPoll(
  tx: Db,
  { sessionId, pollId }: { sessionId: string; pollId: string },
): Promise<Asked> {
  const [row] = await tx.$queryRaw<Asked[]>`
    SELECT "kind"::text AS "kind", cardinality("options") AS "optionCount", "wordsMax", "state"::text AS "state",
      "openedAt", "closedAt", "solutionToldAt"
    FROM "Poll" WHERE "id" = ${pollId}::uuid AND "sessionId" = ${sessionId}::uuid
    FOR SHARE`;
  // A draft looks to learners as if it did not exist.
  if (!row || row.state === 'DRAFT') throw appError('not_found');
  return row;
}

/** While it is open; and shortly after, for what waited on a page without a network, as long as nobody has been told the answer. */
function isTaken({ state, closedAt, solutionToldAt }: Asked, at: Date): boolean {
  if (state === 'OPEN') return true;
  return !solutionToldAt && closedAt !== null && at.getTime() - closedAt.getTime() <= LATE_ANSWER_MS;
}

/** @throws AppError `malformed` */
function checkAnswer({ kind, optionCount, wordsMax }: Asked, { choices, words }: PollAnswer): PollAnswer {
  if (kind === 'WORDS') {
    const distinct = [...foldWords(words).values()];
    const fits = choices.length === 0 && distinct.length > 0 && words.length <= wordsMax;
    if (!fits) throw appError('malformed', { fields: ['words'] });
    return { choices: [], words: distinct };
  }
  const inRange = choices.every((choice) =>
    kind === 'RATING' ? ratings.some((rating) => rating === choice) : choice < optionCount,
  );
  const isOne = choices.length === 1 || (kind === 'SEVERAL' && choices.length > 0);
  if (!inRange || !isOne || words.length > 0) throw appError('malformed', { fields: ['choices'] });
  return { choices: choices.toSorted((left, right) => left - right), words: [] };
}

function isSameAnswer(left: PollAnswer, right: PollAnswer): boolean {
  return JSON.stringify([left.choices, left.words]) === JSON.stringify([right.choices, right.words]);
}
