import type { Caption, PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CaptionDto } from '#shared/features/captions.ts';
import { limits } from '#shared/limits.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';

export interface NewCaption {
  clientId: string;
  language: string;
  text: string;
  source: CaptionDto['source'];
  /** Milliseconds since the words were begun, at the moment of the call. */
  startedAgoMs: number;
  /** Milliseconds it waited on a page without a network. */
  waitedMs?: number | undefined;
}

interface Act {
  db: PrismaClient;
  sessionId: string;
  /** Null: a service. */
  personId: string | null;
}

/**
 * Keeps a caption. The id made by its author makes it happen once: the same caption again gets the row of the first time, the same id
 * with other words is a `conflict`.
 */
export async function sayCaption({
  db,
  clock,
  sessionId,
  personId,
  caption,
}: Act & { clock: Clock; caption: NewCaption }): Promise<{ caption: Caption; repeated: boolean }> {
  const { clientId, language, text, source, startedAgoMs, waitedMs = 0 } = caption;
  const session_client = { sessionId, clientId };
  return db.$transaction(async (tx) => {
    const known = await tx.caption.findUnique({ where: { sessionId_clientId: session_client } });
    if (known) return { caption: assertSame(known, { personId, text }), repeated: true };

    await assertOpen(tx, sessionId);
    const count = await tx.caption.count({ where: { sessionId } });
    if (count >= limits.captionsPerSession)
      throw appError('limit_reached', { max: limits.captionsPerSession });
    // Two repeats at once meet here: the second waits for the first, inserts nothing and reads what the first wrote.
    const { count: inserted } = await tx.caption.createMany({
      data: {
        ...session_client,
        authorId: personId,
        language,
        text,
        source: toDbName(source),
        startedAt: new Date(clock.now().getTime() - startedAgoMs - waitedMs),
      },
      skipDuplicates: true,
    });
    const row = await tx.caption.findUniqueOrThrow({ where: { sessionId_clientId: session_client } });
    return { caption: assertSame(row, { personId, text }), repeated: inserted === 0 };
  });
}

/** Only words are corrected: who said it and when stays. */
export async function correctCaption({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  captionId,
  text,
}: Act & { clock: Clock; seriesId: string; captionId: string; text: string }): Promise<{
  caption: Caption;
  changed: boolean;
}> {
  return db.$transaction(async (tx) => {
    const before = await holdCaption(tx, { sessionId, captionId });
    if (before.text === text) return { caption: before, changed: false };
    const caption = await tx.caption.update({
      where: { id: captionId },
      data: { text, correctedAt: clock.now() },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'caption.corrected',
      seriesId,
      sessionId,
      details: { captionId },
    });
    return { caption, changed: true };
  });
}

/** Taking away what is gone already changes nothing and succeeds. */
export async function removeCaption({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  captionId,
}: Act & { clock: Clock; seriesId: string; captionId: string }): Promise<{ changed: boolean }> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.caption.updateMany({
      where: { id: captionId, sessionId, removedAt: null },
      data: { removedAt: clock.now() },
    });
    if (count === 0) {
      const isThere = await tx.caption.findFirst({
        where: { id: captionId, sessionId },
        select: { id: true },
      });
      if (!isThere) throw appError('not_found');
      return { changed: false };
    }
    await writeAudit(tx, {
      actorId: personId,
      action: 'caption.removed',
      seriesId,
      sessionId,
      details: { captionId },
    });
    return { changed: true };
  });
}

/** @throws AppError `wrong_state` where the doors are shut */
export async function assertOpen(db: Db, sessionId: string): Promise<void> {
  const { state } = await db.session.findUniqueOrThrow({ where: { id: sessionId }, select: { state: true } });
  if (!isRoomOpen(toWireName(state))) throw appError('wrong_state');
}

function assertSame(known: Caption, { personId, text }: { personId: string | null; text: string }): Caption {
  // What was corrected since cannot be compared: the repeat is of the words before.
  const isOther = known.correctedAt === null && known.text !== text;
  if (known.authorId !== personId || isOther) throw appError('conflict');
  return known;
}

/** Held from here on: what somebody else takes away at the same moment does not come back in other words. */
async function holdCaption(
  tx: Db,
  { sessionId, captionId }: { sessionId: string; captionId: string },
): Promise<Caption> {
  await tx.$queryRaw`SELECT "id" FROM "Caption" WHERE "id" = ${captionId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.caption.findFirst({ where: { id: captionId, sessionId, removedAt: null } });
  if (!row) throw appError('not_found');
  return row;
}
