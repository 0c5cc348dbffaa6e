import type { AppContext, Db } from '#server/core/context.ts';
import { toLearnerDetails } from '#server/features/enrolment/enrolment.mapper.ts';
import type { LearnerDetails } from '#shared/features/enrolment.ts';
import { foldForSearch, wordsToFind } from '#shared/names.ts';
import { assertMyHall, type HallAct } from './hall-act.ts';

/** Namesakes of one village; who is not among them is found by more of the name. */
const CANDIDATES_SHOWN = 5;

export interface Candidate extends Pick<LearnerDetails, 'organisation' | 'province'> {
  personId: string;
  name: string;
}

/**
 * Every word is a whole word of the name, the last of the name among them, without regard to marks: family names and "Thị" or "Văn" alone
 * are those of a third of a class. Where more fit than are told nobody is, but for those who are called exactly so: they have no more to write.
 * An attester has no list of all learners; they know whom they look for.
 * @throws AppError `not_found` (no hall of theirs), `wrong_state` (refused, or the session is over), `too_many_requests`
 */
export async function findCandidates(
  { db, rateLimits }: AppContext,
  { search, address, ...act }: HallAct & { search: string; address: string },
): Promise<{ candidates: Candidate[]; hasMore: boolean }> {
  const { personId, sessionId, seriesId } = act;
  await assertMyHall(db, act);
  await rateLimits.takeNameSearch({ personId, address });
  const found = await findByWords(db, { sessionId, seriesId, words: wordsToFind(search) });
  const hasMore = found.length > CANDIDATES_SHOWN;
  const told = hasMore ? found.filter(({ nameFolded }) => nameFolded === foldForSearch(search)) : found;
  if (told.length === 0) await rateLimits.punishNameSearch(address);

  const rows = await db.enrolment.findMany({
    where: { id: { in: told.slice(0, CANDIDATES_SHOWN).map(({ id }) => id) } },
    include: { person: { select: { name: true } } },
    orderBy: [{ person: { nameFolded: 'asc' } }, { id: 'asc' }],
  });
  const candidates = rows.map((row) => {
    const { organisation, province } = toLearnerDetails(row);
    return { personId: row.personId, name: row.person.name, organisation, province };
  });
  return { candidates, hasMore };
}

/** Words are compared as words: no sign in them stands for others. */
function findByWords(
  db: Db,
  { sessionId, seriesId, words }: { sessionId: string; seriesId: string; words: string[] },
): Promise<{ id: string; nameFolded: string }[]> {
  return db.$queryRaw`
    SELECT "enrolment"."id", "person"."nameFolded"
    FROM "Enrolment" AS "enrolment" JOIN "Person" AS "person" ON "person"."id" = "enrolment"."personId"
    WHERE "enrolment"."seriesId" = ${seriesId}::uuid AND "enrolment"."removedAt" IS NULL
      AND string_to_array("person"."nameFolded", ' ') @> ${words}::text[]
      AND split_part("person"."nameFolded", ' ', -1) = ANY(${words}::text[])
      AND NOT EXISTS (
        SELECT 1 FROM "HallPerson" AS "place" JOIN "Hall" AS "hall" ON "hall"."id" = "place"."hallId"
        WHERE "place"."personId" = "person"."id" AND "place"."sessionId" = ${sessionId}::uuid
          AND "hall"."refusedAt" IS NULL
      )`;
}
