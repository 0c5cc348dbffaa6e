import type { Db } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';

/** Seven times the largest series we know of (3,000); a script at a public door must not fill the disk. */
const ENROLMENTS_PER_SERIES = 20_000;

/** @throws AppError `limit_reached` */
export async function assertRoomForMore(tx: Db, seriesId: string, more = 1): Promise<void> {
  const count = await tx.enrolment.count({ where: { seriesId } });
  if (count + more > ENROLMENTS_PER_SERIES) throw appError('limit_reached', { max: ENROLMENTS_PER_SERIES });
}

/**
 * Holds an enrolment as it was read until a sign-in by it stands: a link that is renewed, or a learner who is removed, at
 * this very moment must not leave one behind.
 * @throws AppError `link_invalid`
 */
export async function holdEnrolment(
  tx: Db,
  { id, linkVersion }: { id: string; linkVersion: number },
): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Enrolment"
    WHERE "id" = ${id}::uuid AND "linkVersion" = ${linkVersion} AND "removedAt" IS NULL
    FOR SHARE`;
  if (rows.length === 0) throw appError('link_invalid');
}
