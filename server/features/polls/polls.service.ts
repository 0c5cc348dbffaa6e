import type { Poll, PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { type LockedSession, lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { PollForm } from '#shared/features/polls.ts';
import { limits } from '#shared/limits.ts';
import { foldForSearch } from '#shared/names.ts';
import { canEditPoll, canMovePoll, isSolutionShown } from '#shared/poll-lifecycle.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { getPoll, standingOf } from './polls.queries.ts';

interface Act {
  db: PrismaClient;
  clock: Clock;
  sessionId: string;
  /** Who of staff does it. */
  personId: string;
}

/** A poll, and all that look different since the act: what it closed as well. */
export interface PollChange {
  poll: Poll;
  changed: Poll[];
}

/** Makes a poll, and opens it where it is made on the spot. The client's id makes it happen once. */
export async function createPoll({
  db,
  clock,
  sessionId,
  personId,
  clientId,
  form,
  open,
}: Act & { clientId: string; form: PollForm; open: boolean }): Promise<PollChange> {
  return db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const known = await tx.poll.findUnique({ where: { id: clientId } });
    if (known) {
      if (known.sessionId !== sessionId || !isSameForm(known, form)) throw appError('conflict');
      return { poll: known, changed: [] };
    }
    if (session.state === 'archived') throw appError('wrong_state');
    const { _count, _max } = await tx.poll.aggregate({
      where: { sessionId },
      _count: true,
      _max: { position: true },
    });
    if (_count >= limits.pollsPerSession) throw appError('limit_reached', { max: limits.pollsPerSession });
    const poll = await tx.poll.create({
      data: {
        id: clientId,
        sessionId,
        createdById: personId,
        position: (_max.position ?? -1) + 1,
        ...toColumns(form),
        resultsShown: !form.heldBack,
      },
    });
    await audit(tx, { session, personId, poll, action: 'poll.created' });
    return open ? openPoll(tx, { session, personId, poll, at: clock.now() }) : { poll, changed: [poll] };
  });
}

/** A draft in other words. What was opened stays as it was answered. */
export async function changePoll({
  db,
  sessionId,
  personId,
  pollId,
  form,
}: Act & { pollId: string; form: PollForm }): Promise<PollChange> {
  return db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const before = await getPoll(tx, { sessionId, pollId });
    if (isSameForm(before, form)) return { poll: before, changed: [] };
    if (!canEditPoll(standingOf(before).state)) throw appError('wrong_state');
    const poll = await tx.poll.update({
      where: { id: pollId },
      data: { ...toColumns(form), resultsShown: !form.heldBack },
    });
    await audit(tx, { session, personId, poll, action: 'poll.changed' });
    return { poll, changed: [poll] };
  });
}

export async function deletePoll({
  db,
  sessionId,
  personId,
  pollId,
}: Act & { pollId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const poll = await getPoll(tx, { sessionId, pollId });
    if (!canEditPoll(standingOf(poll).state)) throw appError('wrong_state');
    await tx.poll.delete({ where: { id: pollId }, select: { id: true } });
    await audit(tx, { session, personId, poll, action: 'poll.deleted' });
  });
}

/** Those that are not named keep their order behind those that are. */
export async function orderPolls({
  db,
  sessionId,
  personId,
  pollIds,
}: Act & { pollIds: string[] }): Promise<Poll[]> {
  if (new Set(pollIds).size !== pollIds.length) throw appError('malformed', { fields: ['pollIds'] });
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const inOrder = { orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] } as const;
    const before = await tx.poll.findMany({ where: { sessionId }, orderBy: [...inOrder.orderBy] });
    const existing = new Set(before.map(({ id }) => id));
    if (pollIds.some((pollId) => !existing.has(pollId))) throw appError('not_found');
    const order = [...new Set([...pollIds, ...existing])];
    if (order.every((pollId, place) => before[place]?.id === pollId)) return [];
    await tx.$executeRaw`
      UPDATE "Poll" SET "position" = wanted."position" - 1
      FROM unnest(${order}::uuid[]) WITH ORDINALITY AS wanted("id", "position")
      WHERE "Poll"."id" = wanted."id"`;
    await writeAudit(tx, { actorId: personId, action: 'polls.ordered', seriesId, sessionId });
    return tx.poll.findMany({ where: { sessionId }, orderBy: [...inOrder.orderBy] });
  });
}

/** Opens, closes, opens again. Asking for the state it is in already changes nothing. */
export async function movePoll({
  db,
  clock,
  sessionId,
  personId,
  pollId,
  to,
}: Act & { pollId: string; to: 'open' | 'closed' }): Promise<PollChange> {
  return db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const poll = await getPoll(tx, { sessionId, pollId });
    const standing = standingOf(poll);
    if (standing.state === to) return { poll, changed: [] };
    if (!canMovePoll(standing, to)) throw appError('wrong_state');
    const at = clock.now();
    if (to === 'open') return openPoll(tx, { session, personId, poll, at });
    const closed = await closePoll(tx, { session, personId, poll, at });
    return { poll: closed, changed: [closed] };
  });
}

/** Lets learners see the results, or keeps them from those who have not. Says how it should be. */
export async function showResults({
  db,
  clock,
  sessionId,
  personId,
  pollId,
  shown,
}: Act & { pollId: string; shown: boolean }): Promise<PollChange> {
  return db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const before = await getPoll(tx, { sessionId, pollId });
    if (before.resultsShown === shown) return { poll: before, changed: [] };
    if (before.state === 'DRAFT') throw appError('wrong_state');
    const poll = await tx.poll.update({
      where: { id: pollId },
      data: { resultsShown: shown, ...toldWith(before, { resultsShown: shown, at: clock.now() }) },
    });
    await audit(tx, {
      session,
      personId,
      poll,
      action: shown ? 'poll.results_shown' : 'poll.results_hidden',
    });
    return { poll, changed: [poll] };
  });
}

/** Takes a word of a cloud, in all its spellings, away from learners, or gives it back. */
export async function hideWord({
  db,
  sessionId,
  personId,
  pollId,
  word,
  hidden,
}: Act & { pollId: string; word: string; hidden: boolean }): Promise<PollChange> {
  const key = foldForSearch(word);
  return db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    const before = await getPoll(tx, { sessionId, pollId });
    if (before.kind !== 'WORDS') throw appError('wrong_state');
    if (before.hiddenWords.includes(key) === hidden) return { poll: before, changed: [] };
    const hiddenWords = hidden
      ? [...before.hiddenWords, key]
      : before.hiddenWords.filter((other) => other !== key);
    if (hiddenWords.length > limits.pollHiddenWords) {
      throw appError('limit_reached', { max: limits.pollHiddenWords });
    }
    const poll = await tx.poll.update({ where: { id: pollId }, data: { hiddenWords } });
    // Which word it was is a text of a learner's, and stays out of the log.
    await audit(tx, { session, personId, poll, action: hidden ? 'poll.word_hidden' : 'poll.word_shown' });
    return { poll, changed: [poll] };
  });
}

/** The room is closed: nobody can answer any more. Done by the server itself. */
export async function closeOpenPoll({
  db,
  clock,
  sessionId,
}: Pick<Act, 'db' | 'clock' | 'sessionId'>): Promise<Poll[]> {
  return db.$transaction(async (tx) => {
    const open = await tx.poll.findFirst({
      where: { sessionId, state: 'OPEN' },
      include: { session: { select: { seriesId: true } } },
    });
    if (!open) return [];
    const session = { sessionId, seriesId: open.session.seriesId };
    return [await closePoll(tx, { session, personId: null, poll: open, at: clock.now() })];
  });
}

interface Move {
  session: Pick<LockedSession, 'sessionId' | 'seriesId'>;
  /** Null where the server does it by itself. */
  personId: string | null;
  poll: Poll;
  at: Date;
}

/** To be called while the session is held, so that no two are open. */
async function openPoll(
  tx: Db,
  { session, personId, poll, at }: Move & { session: LockedSession },
): Promise<PollChange> {
  if (!isRoomOpen(session.state)) throw appError('wrong_state');
  const others = await tx.poll.findMany({ where: { sessionId: session.sessionId, state: 'OPEN' } });
  const closed: Poll[] = [];
  for (const other of others) closed.push(await closePoll(tx, { session, personId, poll: other, at }));
  const opened = await tx.poll.update({
    where: { id: poll.id },
    data: { state: 'OPEN', openedAt: at, closedAt: null },
  });
  await audit(tx, { session, personId, poll, action: poll.openedAt ? 'poll.reopened' : 'poll.opened' });
  return { poll: opened, changed: [...closed, opened] };
}

async function closePoll(tx: Db, { session, personId, poll, at }: Move): Promise<Poll> {
  const closed = await tx.poll.update({
    where: { id: poll.id },
    data: {
      state: 'CLOSED',
      closedAt: at,
      ...toldWith({ ...poll, state: 'CLOSED' }, { resultsShown: poll.resultsShown, at }),
    },
  });
  await audit(tx, { session, personId, poll, action: 'poll.closed' });
  return closed;
}

/** From the first moment on in which learners could see the right answers. */
function toldWith(
  { quiz, solutionToldAt, ...poll }: Poll,
  { resultsShown, at }: { resultsShown: boolean; at: Date },
): { solutionToldAt?: Date } {
  const { state } = standingOf({ quiz, solutionToldAt, ...poll });
  return !solutionToldAt && isSolutionShown({ state, quiz, resultsShown }) ? { solutionToldAt: at } : {};
}

type FormColumns = Pick<
  Poll,
  'kind' | 'prompt' | 'options' | 'quiz' | 'rightOptions' | 'explanation' | 'wordsMax' | 'heldBack'
>;

/** What a kind of poll does not have stands there as nothing. */
function toColumns(form: PollForm): FormColumns {
  const { kind, prompt, heldBack } = form;
  const right = 'right' in form ? form.right : null;
  return {
    kind: toDbName(kind),
    prompt,
    options: 'options' in form ? form.options : [],
    quiz: right !== null,
    rightOptions: right ? right.toSorted((left, other) => left - other) : [],
    explanation: right && 'explanation' in form ? form.explanation : '',
    wordsMax: form.kind === 'words' ? form.wordsMax : 0,
    heldBack,
  };
}

function isSameForm(row: Poll, form: PollForm): boolean {
  return Object.entries(toColumns(form)).every(
    ([name, value]) => JSON.stringify(row[name as keyof FormColumns]) === JSON.stringify(value),
  );
}

async function audit(
  tx: Db,
  {
    session: { sessionId, seriesId },
    personId,
    poll,
    action,
  }: Omit<Move, 'at'> & { action: `poll.${string}` },
): Promise<void> {
  const details = { pollId: poll.id, title: poll.prompt };
  await writeAudit(tx, { actorId: personId, action, seriesId, sessionId, details });
}
