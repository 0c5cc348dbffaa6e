import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';

export interface Leader {
  personId: string;
  name: string;
}

/** The trainer who leads a session, as SQL has it. */
export async function findLeader(db: Db, sessionId: string): Promise<Leader | null> {
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { leader: { select: { id: true, name: true } } },
  });
  return session?.leader ? { personId: session.leader.id, name: session.leader.name } : null;
}

/** Hands the lead on where it still stands with whom it was seen to. @returns whether it did */
export async function passLead(
  db: PrismaClient,
  { sessionId, from, to }: { sessionId: string; from: string | null; to: string | null },
): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: sessionId, leaderId: from },
    data: { leaderId: to },
  });
  return count > 0;
}

/**
 * A trainer takes the lead from one who is away, or from nobody.
 * @throws AppError `wrong_state` where the class is not live or somebody leads it
 */
export async function takeOver(
  db: PrismaClient,
  { sessionId, personId, mayTakeFrom }: { sessionId: string; personId: string; mayTakeFrom: string | null },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { state, seriesId } = await lockSession(tx, sessionId);
    if (state !== 'live') throw appError('wrong_state');
    const { leaderId } = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { leaderId: true },
    });
    if (leaderId === personId) return;
    if (leaderId !== null && leaderId !== mayTakeFrom) throw appError('wrong_state');
    await tx.session.update({ where: { id: sessionId }, data: { leaderId: personId }, select: { id: true } });
    await writeAudit(tx, {
      actorId: personId,
      action: 'lead.taken_over',
      seriesId,
      sessionId,
      ...(leaderId ? { details: { personId: leaderId } } : {}),
    });
  });
}
