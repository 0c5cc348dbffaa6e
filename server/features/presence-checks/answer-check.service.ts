import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toWrittenColumns, type WrittenColumns } from '#server/core/written-time.ts';
import { type AppError, appError } from '#shared/errors.ts';
import type { OwnCheckDto } from '#shared/features/presence-checks.ts';
import { CODE_WORD_TRIES, LATE_CHECK_ANSWER_MS } from '#shared/presence-checks.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import type { ShownCheck } from './check-course.ts';
import { byPersonId, isInTime } from './check-outcome.ts';
import { recordAnswered } from './check-record.ts';
import { isWord } from './code-words.ts';

/** As it reached the server. */
export interface ArrivedAnswer {
  sessionId: string;
  personId: string;
  clientId: string;
  word: string | null;
  writtenAgo: WrittenAgo | undefined;
  arrivedAt: Date;
}

export type AnswerResult = { own: OwnCheckDto; changed: boolean } | { error: AppError };

interface Standing {
  answeredAt: Date | null;
  writtenAt: Date | null;
  answerId: string | null;
  wrongIds: string[];
}

interface NewAnswer extends WrittenColumns {
  personId: string;
  arrivedAt: Date;
  clientId: string;
  isRight: boolean;
}

/**
 * The answers of many to one check, in one transaction and one link of the record: a class that taps within seconds would else queue up
 * behind its own record. Each person's answers are taken in the order in which they came.
 */
export function answerTogether(
  db: PrismaClient,
  checkId: string,
  arrived: readonly ArrivedAnswer[],
): Promise<AnswerResult[]> {
  return db.$transaction(async (tx) => {
    const check = await holdCheck(tx, checkId);
    if (!check) return arrived.map(() => ({ error: appError('not_found') }));
    const personIds = [...new Set(arrived.map(({ personId }) => personId))];
    const standings = await readStandings(tx, checkId, personIds);
    const there = await findThere(tx, check, arrived);
    const fresh: NewAnswer[] = [];

    const results = arrived.map((answer): AnswerResult => {
      const { sessionId, personId, clientId } = answer;
      const standing = standings.get(personId) ?? {
        answeredAt: null,
        writtenAt: null,
        answerId: null,
        wrongIds: [],
      };
      const refusal = refuse(check, answer, standing, sessionId === check.sessionId);
      if (refusal === 'known') return { own: toOwn(checkId, standing), changed: false };
      if (refusal) return { error: refusal };
      const written = toWrittenColumns(answer.writtenAgo, {
        arrivedAt: answer.arrivedAt,
        since: check.shownAt,
      });
      const isTaken = isInTime({
        writtenAt: written.writtenAt,
        arrivedAt: answer.arrivedAt,
        endsAt: check.closedAt ?? check.closesAt,
        lateForMs: LATE_CHECK_ANSWER_MS,
        wasThere: there.has(personId),
      });
      if (!isTaken) return { error: appError('wrong_state') };
      const isRight = check.word === null || isWord(answer.word ?? '', check.word);
      fresh.push({ personId, arrivedAt: answer.arrivedAt, clientId, isRight, ...written });
      const next: Standing = isRight
        ? { ...standing, answeredAt: answer.arrivedAt, writtenAt: written.writtenAt, answerId: clientId }
        : { ...standing, wrongIds: [...standing.wrongIds, clientId] };
      standings.set(personId, next);
      return { own: toOwn(checkId, next), changed: true };
    });

    if (fresh.length === 0) return results;
    await writeAnswers(tx, check, fresh, standings);
    await recordAnswered(
      tx,
      { sessionId: check.sessionId, checkId, at: latest(fresh) },
      fresh.map(({ personId, arrivedAt, writtenAt, writtenRoughly, isRight }) => ({
        personId,
        arrivedAt,
        writtenAt,
        rough: writtenRoughly,
        isRight,
      })),
    );
    return results;
  });
}

function latest(fresh: readonly NewAnswer[]): Date {
  return new Date(Math.max(...fresh.map(({ arrivedAt }) => arrivedAt.getTime())));
}

/** @returns `known` for what changes nothing: a repeat, or a second page of somebody who has answered */
function refuse(
  { kind }: ShownCheck,
  { word, clientId }: ArrivedAnswer,
  { answeredAt, wrongIds }: Standing,
  isHere: boolean,
): AppError | 'known' | undefined {
  if (!isHere) return appError('not_found');
  if (answeredAt || wrongIds.includes(clientId)) return 'known';
  if ((kind === 'CODE_WORD') !== (word !== null)) return appError('malformed', { fields: ['word'] });
  if (wrongIds.length >= CODE_WORD_TRIES) return appError('limit_reached', { max: CODE_WORD_TRIES });
  return undefined;
}

/** Held together with other answers until the transaction ends: whoever closes it waits for them, or they for it. */
async function holdCheck(tx: Db, checkId: string): Promise<ShownCheck | null> {
  await tx.$queryRaw`SELECT 1 FROM "PresenceCheck" WHERE "id" = ${checkId}::uuid FOR SHARE`;
  const row = await tx.presenceCheck.findFirst({ where: { id: checkId, state: { not: 'PLANNED' } } });
  return row as ShownCheck | null;
}

async function readStandings(tx: Db, checkId: string, personIds: string[]): Promise<Map<string, Standing>> {
  const rows = await tx.presenceCheckAnswer.findMany({
    where: { checkId, personId: { in: personIds } },
    select: { personId: true, answeredAt: true, writtenAt: true, answerId: true, wrongIds: true },
  });
  return new Map(rows.map(({ personId, ...standing }) => [personId, standing]));
}

/** Of those whose answers come after the end, who was in the room while the check was open. */
async function findThere(
  tx: Db,
  { sessionId, shownAt, closesAt, closedAt }: ShownCheck,
  arrived: readonly ArrivedAnswer[],
): Promise<ReadonlySet<string>> {
  const endsAt = closedAt ?? closesAt;
  const personIds = arrived.filter((answer) => answer.arrivedAt > endsAt).map(({ personId }) => personId);
  if (personIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    SELECT DISTINCT "personId" FROM "PresenceInterval"
    WHERE "sessionId" = ${sessionId}::uuid AND "personId" = ANY(${personIds}::uuid[])
      AND "startedAt" <= ${endsAt} AND ("endedAt" IS NULL OR "endedAt" >= ${shownAt})`;
  return new Set(rows.map(({ personId }) => personId));
}

/** An answer proves that the check has reached its writer, whatever became of the note of it. */
async function writeAnswers(
  tx: Db,
  check: ShownCheck,
  fresh: readonly NewAnswer[],
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  const last = [...new Map(fresh.map((answer) => [answer.personId, answer])).values()].sort(byPersonId);
  const outcomeWithout = check.state === 'OPEN' ? 'PENDING' : 'EXCUSED';
  await tx.$executeRaw`
    INSERT INTO "PresenceCheckAnswer" AS "kept"
      ("checkId", "personId", "outcome", "deliveredAt", "seenAt", "answeredAt", "writtenAt", "writtenRoughly", "answerId", "wrongIds")
    SELECT ${check.id}::uuid, "personId",
      CASE WHEN "isRight" THEN 'ANSWERED' ELSE ${outcomeWithout} END::"PresenceCheckOutcome",
      coalesce("writtenAt", "arrivedAt"), coalesce("writtenAt", "arrivedAt"),
      CASE WHEN "isRight" THEN "arrivedAt" END, CASE WHEN "isRight" THEN "writtenAt" END,
      "isRight" AND "rough", CASE WHEN "isRight" THEN "clientId" END,
      string_to_array("wrongIds", ' ')::uuid[]
    FROM unnest(
      ${last.map(({ personId }) => personId)}::uuid[],
      ${last.map(({ arrivedAt }) => arrivedAt)}::timestamptz[],
      ${last.map(({ writtenAt }) => writtenAt)}::timestamptz[],
      ${last.map(({ writtenRoughly }) => writtenRoughly)}::boolean[],
      ${last.map(({ isRight }) => isRight)}::boolean[],
      ${last.map(({ clientId }) => clientId)}::uuid[],
      ${last.map(({ personId }) => standings.get(personId)?.wrongIds.join(' ') ?? '')}::text[]
    ) AS "new" ("personId", "arrivedAt", "writtenAt", "rough", "isRight", "clientId", "wrongIds")
    ON CONFLICT ("checkId", "personId") DO UPDATE SET
      "outcome" = CASE WHEN EXCLUDED."outcome" = 'ANSWERED' THEN EXCLUDED."outcome" ELSE "kept"."outcome" END,
      "deliveredAt" = coalesce("kept"."deliveredAt", EXCLUDED."deliveredAt"),
      "seenAt" = coalesce("kept"."seenAt", EXCLUDED."seenAt"),
      "answeredAt" = EXCLUDED."answeredAt",
      "writtenAt" = EXCLUDED."writtenAt",
      "writtenRoughly" = EXCLUDED."writtenRoughly",
      "answerId" = EXCLUDED."answerId",
      "wrongIds" = EXCLUDED."wrongIds"
    WHERE "kept"."answeredAt" IS NULL`;
}

/** For the writer: when they answered, not when it arrived. */
export function toOwn(
  checkId: string,
  { answeredAt, writtenAt, wrongIds }: Pick<Standing, 'answeredAt' | 'writtenAt' | 'wrongIds'>,
): OwnCheckDto {
  return {
    checkId,
    answeredAt: answeredAt && (writtenAt ?? answeredAt).toISOString(),
    triesLeft: CODE_WORD_TRIES - wrongIds.length,
  };
}
