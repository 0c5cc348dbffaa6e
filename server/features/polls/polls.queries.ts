import type { Poll } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { SnapshotPart } from '#server/features/live/snapshot-part.ts';
import { appError } from '#shared/errors.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { PollAnswerLine, PollDto, StaffPollDto } from '#shared/features/polls.ts';
import type { PollStanding } from '#shared/poll-lifecycle.ts';
import type { PollCounts } from './poll-counts.ts';
import { toPollAnswer, toPollDto, toStaffPollDto } from './polls.mapper.ts';
import { isRightAnswer } from './tally.ts';

/** A learner looks at one at a time; the ones before it are on the way out. */
const LEARNER_POLLS_MAX = 5;
/** A list that is read on a screen; the file has everything. */
const ANSWERS_MAX = 500;

const inOrder = [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] as const;

export interface PollReader {
  db: Db;
  counts: PollCounts;
}

export async function readPolls({ db, counts }: PollReader, sessionId: string): Promise<StaffPollDto[]> {
  const rows = await db.poll.findMany({ where: { sessionId }, orderBy: [...inOrder] });
  return Promise.all(rows.map(async (row) => toStaffPollDto(row, await counts.read(row))));
}

/** A joining page's polls: all of them for staff; what was opened last, and their own answers, for learners. */
export function pollsPart(
  reader: PollReader,
): SnapshotPart<SnapshotDto['polls'], { pollIds: string[]; dto: SharedPolls }> {
  return {
    shared: async ({ sessionId, isStaff }) =>
      isStaff
        ? { pollIds: [], dto: { staffPolls: await readPolls(reader, sessionId) } }
        : readLatestPolls(reader, sessionId),
    own: async ({ pollIds, dto }, readers) => {
      if ('staffPolls' in dto) return readers.map(() => dto);
      const answers = await reader.db.pollAnswer.findMany({
        where: { personId: { in: readers.map(({ personId }) => personId) }, pollId: { in: pollIds } },
        select: { personId: true, pollId: true, choices: true, words: true },
      });
      const byPerson = Map.groupBy(answers, ({ personId }) => personId);
      return readers.map(({ personId }) => ({
        ...dto,
        answers: (byPerson.get(personId) ?? []).map((answer) => ({
          pollId: answer.pollId,
          ...toPollAnswer(answer),
        })),
      }));
    },
  };
}

type SharedPolls = { staffPolls: StaffPollDto[] } | { polls: PollDto[] };

async function readLatestPolls(
  { db, counts }: PollReader,
  sessionId: string,
): Promise<{ pollIds: string[]; dto: SharedPolls }> {
  const rows = await db.poll.findMany({
    where: { sessionId, state: { not: 'DRAFT' } },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: LEARNER_POLLS_MAX,
  });
  const polls = await Promise.all(rows.map(async (row) => toPollDto(row, await counts.read(row)) ?? []));
  return { pollIds: rows.map(({ id }) => id), dto: { polls: polls.flat() } };
}

/**
 * Who answered a quiz, in the order of arrival.
 * @throws AppError `not_allowed` for any other poll: what people say there is nobody's business
 */
export async function readQuizAnswers(
  db: Db,
  { sessionId, pollId }: { sessionId: string; pollId: string },
): Promise<{ answers: PollAnswerLine[]; more: boolean }> {
  const poll = await getPoll(db, { sessionId, pollId });
  if (!poll.quiz) throw appError('not_allowed');
  const rows = await db.pollAnswer.findMany({
    where: { pollId },
    orderBy: [{ answeredAt: 'asc' }, { personId: 'asc' }],
    take: ANSWERS_MAX + 1,
    select: { personId: true, choices: true, person: { select: { name: true } } },
  });
  return {
    answers: rows.slice(0, ANSWERS_MAX).map(({ personId, choices, person }) => ({
      personId,
      name: person.name,
      choices,
      right: isRightAnswer(choices, poll.rightOptions),
    })),
    more: rows.length > ANSWERS_MAX,
  };
}

/** @throws AppError `not_found` also for a poll of another session */
export async function getPoll(
  db: Db,
  { sessionId, pollId }: { sessionId: string; pollId: string },
): Promise<Poll> {
  const row = await db.poll.findFirst({ where: { id: pollId, sessionId } });
  if (!row) throw appError('not_found');
  return row;
}

export function standingOf(row: Poll): PollStanding {
  return { state: toWireName(row.state), solutionTold: row.solutionToldAt !== null };
}
