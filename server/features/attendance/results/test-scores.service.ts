import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit, writeAudits } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import { lockSeries } from './rule.service.ts';

interface EnterOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  actorId: string;
  scores: { personId: string; scorePercent: number | null }[];
  reason: string | undefined;
}

/**
 * All of them or none: `not_found` where one is of nobody on the list, `malformed` where one takes the place of another score and nobody says why. The
 * same again changes nothing.
 */
export async function enterTestScores({
  db,
  clock,
  seriesId,
  actorId,
  scores,
  reason = '',
}: EnterOptions): Promise<number> {
  const byPerson = new Map(
    scores.map(({ personId, scorePercent }) => [
      personId,
      scorePercent === null ? null : toKept(scorePercent),
    ]),
  );
  return db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const personIds = [...byPerson.keys()];
    const known = await tx.enrolment.count({ where: { seriesId, personId: { in: personIds } } });
    if (known !== personIds.length) throw appError('not_found');
    const taken = [...byPerson].filter(([, score]) => score === null).map(([personId]) => personId);
    const given = [...byPerson].flatMap(([personId, score]) => (score === null ? [] : [{ personId, score }]));
    await logChanges(tx, { seriesId, actorId, byPerson, reason });
    await tx.testScore.deleteMany({ where: { seriesId, personId: { in: taken } } });
    await tx.$executeRaw`
      INSERT INTO "TestScore" ("seriesId", "personId", "scorePercent", "enteredById", "enteredAt")
      SELECT ${seriesId}::uuid, "new".*, ${actorId}::uuid, ${clock.now()}
      FROM unnest(
        ${given.map(({ personId }) => personId)}::uuid[], ${given.map(({ score }) => score)}::numeric[]
      ) AS "new" ("personId", "scorePercent")
      ON CONFLICT ("seriesId", "personId") DO UPDATE SET
        "scorePercent" = EXCLUDED."scorePercent",
        "enteredById" = EXCLUDED."enteredById",
        "enteredAt" = EXCLUDED."enteredAt"
      WHERE "TestScore"."scorePercent" <> EXCLUDED."scorePercent"`;
    await writeAudit(tx, {
      actorId,
      action: 'test_scores.entered',
      seriesId,
      details: { entered: given.length, removed: taken.length },
    });
    return given.length;
  });
}

/** As it is kept: two decimals. */
function toKept(scorePercent: number): number {
  return Math.round(scorePercent * 100) / 100;
}

/**
 * What a score was before another took its place, since when and by whom, and why it was changed: with the score that stands, that is all there ever
 * was. First scores are many and come in one list; they need no line each.
 */
async function logChanges(
  tx: Db,
  {
    seriesId,
    actorId,
    byPerson,
    reason,
  }: { seriesId: string; actorId: string; byPerson: ReadonlyMap<string, number | null>; reason: string },
): Promise<void> {
  const kept = await tx.testScore.findMany({
    where: { seriesId, personId: { in: [...byPerson.keys()] } },
    orderBy: { personId: 'asc' },
  });
  const changes = kept.flatMap(({ personId, scorePercent, enteredById, enteredAt }) => {
    const before = scorePercent.toNumber();
    const after = byPerson.get(personId) ?? null;
    if (before === after) return [];
    const known = { personId, before, beforeAt: enteredAt.toISOString(), beforeById: enteredById };
    return [
      {
        actorId,
        action: 'test_score.changed' as const,
        seriesId,
        details: { ...known, after, reason },
      },
    ];
  });
  if (changes.length > 0 && reason === '') throw appError('malformed', { fields: ['reason'] });
  await writeAudits(tx, changes);
}
