import { z } from 'zod';
import type { Db } from '#server/core/context.ts';
import type { TrailScoreDto } from '#shared/features/insight.ts';

/** As it is written when one score takes the place of another; of the oldest changes nobody was asked why. */
const change = z.object({
  before: z.number(),
  after: z.number().nullable(),
  reason: z.string().default(''),
});

/** The score of a test elsewhere, and what it was before: the log keeps what each change replaced. */
export async function readScore(
  db: Db,
  { seriesId, personId }: { seriesId: string; personId: string },
): Promise<TrailScoreDto> {
  const kept = await db.testScore.findUnique({
    where: { seriesId_personId: { seriesId, personId } },
    include: { enteredBy: { select: { name: true } } },
  });
  const rows = await db.auditEntry.findMany({
    where: {
      seriesId,
      action: 'test_score.changed',
      details: { path: ['personId'], equals: personId },
    },
    orderBy: { id: 'desc' },
    include: { actor: { select: { name: true } } },
  });
  return {
    scorePercent: kept?.scorePercent.toNumber() ?? null,
    enteredBy: kept?.enteredBy?.name ?? null,
    enteredAt: kept?.enteredAt.toISOString() ?? null,
    changes: rows.map(({ at, actor, details }) => ({
      ...change.parse(details),
      changedBy: actor?.name ?? null,
      changedAt: at.toISOString(),
    })),
  };
}
