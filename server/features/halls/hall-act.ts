import type { Hall } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';

/** Who acts for a hall: the one who registered it, in their session. */
export interface HallAct {
  personId: string;
  sessionId: string;
  seriesId: string;
}

/**
 * Holds the hall until the transaction ends: two telephones of one attester act one after the other.
 * @throws AppError `not_found`; `wrong_state` where staff have refused it
 */
export async function lockMyHall(tx: Db, { sessionId, personId }: HallAct): Promise<Hall> {
  const [locked] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Hall"
    WHERE "sessionId" = ${sessionId}::uuid AND "attesterId" = ${personId}::uuid
    FOR UPDATE`;
  if (!locked) throw appError('not_found');
  const hall = await tx.hall.findUniqueOrThrow({ where: { id: locked.id } });
  if (hall.refusedAt) throw appError('wrong_state');
  return hall;
}

/**
 * For what only reads.
 * @throws AppError `not_found`; `wrong_state` where staff have refused it, or the session is over
 */
export async function assertMyHall(db: Db, { sessionId, personId }: HallAct): Promise<void> {
  const hall = await db.hall.findFirst({
    where: { sessionId, attesterId: personId },
    select: { refusedAt: true, session: { select: { state: true } } },
  });
  if (!hall) throw appError('not_found');
  if (hall.refusedAt) throw appError('wrong_state');
  assertNotOver(toWireName(hall.session.state));
}

/** @throws AppError `wrong_state` once it is over: who was there is not decided afterwards */
export function assertNotOver(state: string): void {
  if (state === 'ended' || state === 'archived') throw appError('wrong_state');
}
