import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import {
  type CheckEnding,
  type CheckKind,
  type CheckOutcome,
  checkEndings,
} from '#shared/presence-checks.ts';

/** A check that was shown, and what became of it for everybody who was in the room. */
export interface PresenceCheckRecord {
  checkId: string;
  topicId: string;
  kind: CheckKind;
  /** Null: it came by itself. */
  askedById: string | null;
  word: string | null;
  shownAt: Date;
  closesAt: Date;
  /** Null while it is open; then those who have not said that it reached them are not listed yet. */
  closedAt: Date | null;
  ending: CheckEnding | null;
  people: PresenceCheckResponse[];
}

/** Whoever is not listed was not in the room while it was open. */
export interface PresenceCheckResponse {
  personId: string;
  outcome: CheckOutcome;
  deliveredAt: Date | null;
  seenAt: Date | null;
  /** When it arrived. */
  answeredAt: Date | null;
  /** When it was written, where that was earlier; `rough`: by the phone's own clock alone. */
  writtenAt: Date | null;
  rough: boolean;
  wrongWords: number;
}

/** All checks of a session, in the order in which they were shown; for timelines, lists and evidence. */
export async function readPresenceChecks(db: Db, sessionId: string): Promise<PresenceCheckRecord[]> {
  const rows = await db.presenceCheck.findMany({
    where: { sessionId, shownAt: { not: null } },
    orderBy: [{ shownAt: 'asc' }, { id: 'asc' }],
  });
  const people = await readResponses(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const { id, topicId, kind, askedById, word, shownAt, closesAt, closedAt, ending } = row;
    if (!shownAt || !closesAt) return [];
    return {
      checkId: id,
      topicId,
      kind: toWireName(kind),
      askedById,
      word,
      shownAt,
      closesAt,
      closedAt,
      ending: checkEndings.find((known) => known === ending) ?? null,
      people: people.get(id) ?? [],
    };
  });
}

/** One text from the database: to decode thirty thousand rows value by value would hold the process for a second. */
async function readResponses(
  db: Db,
  checkIds: string[],
): Promise<ReadonlyMap<string, PresenceCheckResponse[]>> {
  const [answer] = await db.$queryRaw<{ responses: string }[]>`
    SELECT coalesce(json_agg(json_build_array(
      "checkId", "personId", "outcome", "deliveredAt", "seenAt", "answeredAt", "writtenAt", "writtenRoughly", cardinality("wrongIds")
    ) ORDER BY "personId"), '[]')::text AS "responses"
    FROM "PresenceCheckAnswer" WHERE "checkId" = ANY(${checkIds}::uuid[])`;
  const rows = JSON.parse(answer?.responses ?? '[]') as ResponseRow[];
  const byCheck = new Map<string, PresenceCheckResponse[]>();
  for (const [
    checkId,
    personId,
    outcome,
    deliveredAt,
    seenAt,
    answeredAt,
    writtenAt,
    rough,
    wrongWords,
  ] of rows) {
    const responses = byCheck.get(checkId) ?? [];
    responses.push({
      personId,
      outcome: toWireName(outcome),
      deliveredAt: toDate(deliveredAt),
      seenAt: toDate(seenAt),
      answeredAt: toDate(answeredAt),
      writtenAt: toDate(writtenAt),
      rough,
      wrongWords,
    });
    byCheck.set(checkId, responses);
  }
  return byCheck;
}

type Time = string | null;
type ResponseRow = [
  checkId: string,
  personId: string,
  outcome: Uppercase<CheckOutcome>,
  deliveredAt: Time,
  seenAt: Time,
  answeredAt: Time,
  writtenAt: Time,
  rough: boolean,
  wrongWords: number,
];

function toDate(time: Time): Date | null {
  return time === null ? null : new Date(time);
}
