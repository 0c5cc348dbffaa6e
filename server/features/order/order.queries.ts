import type { Db } from '#server/core/context.ts';
import type { ExclusionDto, WaitingDto } from '#shared/features/order.ts';
import { limits } from '#shared/limits.ts';
import { toExclusionDto, withNames } from './order.mapper.ts';

/** Dozens in the worst of classes; a list beyond this is no list any more. */
const EXCLUSIONS_MAX = 200;

/** Who is out of this session, the latest first: shown out of it, or banned from its series. */
export async function readExclusions(
  db: Db,
  { sessionId, seriesId }: { sessionId: string; seriesId: string },
): Promise<ExclusionDto[]> {
  const rows = await db.exclusion.findMany({
    where: { seriesId, liftedAt: null, OR: [{ sessionId }, { kind: 'BANNED' }] },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: EXCLUSIONS_MAX,
    include: withNames,
  });
  return rows.map(toExclusionDto);
}

/** @param here those who have a page at the door just now */
export async function readWaiting(
  db: Db,
  { sessionId, here }: { sessionId: string; here: ReadonlySet<string> },
): Promise<WaitingDto> {
  const where = { sessionId, admittedAt: null };
  const count = await db.knock.count({ where });
  const rows =
    count === 0
      ? []
      : await db.knock.findMany({
          where,
          orderBy: [{ knockedAt: 'asc' }, { personId: 'asc' }],
          take: limits.admittedPerRequest,
          include: { person: { select: { name: true } } },
        });
  return {
    count,
    people: rows.map(({ personId, person, knockedAt }) => ({
      personId,
      name: person.name,
      since: knockedAt.toISOString(),
      isHere: here.has(personId),
    })),
  };
}
