import { z } from 'zod';
import type { Db } from '#server/core/context.ts';

/** As test-scores.service.ts writes it into the log; of the oldest changes nobody was asked why. */
const change = z.object({
  personId: z.string(),
  before: z.number(),
  beforeAt: z.string().nullable().default(null),
  beforeById: z.string().nullable().default(null),
  after: z.number().nullable(),
  reason: z.string().default(''),
});

const name = { select: { name: true } } as const;

/** What everybody reached in the final test, who entered it and when, and all that it was before: with the rule it decides who qualifies. */
export async function readScores(db: Db, seriesId: string) {
  const [kept, entries] = await Promise.all([
    db.testScore.findMany({
      where: { seriesId },
      orderBy: { personId: 'asc' },
      include: { person: name, enteredBy: name },
    }),
    db.auditEntry.findMany({
      where: { seriesId, action: 'test_score.changed' },
      orderBy: { id: 'asc' },
      include: { actor: name },
    }),
  ]);
  const changes = entries.map(({ at, actorId, actor, details }) => {
    const { personId, before, beforeAt, beforeById, after, reason } = change.parse(details);
    const made = { changedAt: at, changedById: actorId, changedBy: actor?.name ?? null };
    return { personId, change: { before, beforeAt, beforeById, after, reason, ...made } };
  });
  const byPerson = Map.groupBy(changes, ({ personId }) => personId);
  const changesOf = (personId: string) => (byPerson.get(personId) ?? []).map((each) => each.change);
  const keptIds = new Set(kept.map(({ personId }) => personId));
  const takenBack = await db.person.findMany({
    where: { id: { in: [...byPerson.keys()].filter((personId) => !keptIds.has(personId)) } },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  });
  return [
    ...kept.map(({ personId, person, scorePercent, enteredById, enteredBy, enteredAt }) => ({
      personId,
      name: person.name,
      scorePercent: scorePercent.toNumber(),
      ...{ enteredAt, enteredById, enteredBy: enteredBy?.name ?? null },
      changes: changesOf(personId),
    })),
    ...takenBack.map((person) => ({
      personId: person.id,
      name: person.name,
      scorePercent: null,
      ...{ enteredAt: null, enteredById: null, enteredBy: null },
      changes: changesOf(person.id),
    })),
  ];
}
