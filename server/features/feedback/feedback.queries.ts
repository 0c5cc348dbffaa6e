import type { Db } from '#server/core/context.ts';
import { type FeedbackQuestion, feedbackQuestions } from '#shared/features/feedback.ts';
import { defaultFeedbackForm } from './default-form.ts';

/**
 * Free texts of one question that a page gets, the newest: more than anyone reads in one go, and at their full length a
 * few megabytes. How many there are in all is counted beside them.
 */
export const TEXTS_PER_QUESTION_MAX = 1_000;

export interface CollectedAnswers {
  /** How many answered each question. */
  answered: ReadonlyMap<string, number>;
  /** How many chose each number: a rating, or the place of an option. */
  chosen: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** The newest first. */
  texts: ReadonlyMap<string, string[]>;
}

/** The session's form, and whether it is a stored one. */
export async function getForm(
  db: Db,
  sessionId: string,
): Promise<{ questions: FeedbackQuestion[]; isStored: boolean }> {
  const form = await db.feedbackForm.findUnique({ where: { sessionId }, select: { questions: true } });
  if (!form) return { questions: defaultFeedbackForm, isStored: false };
  return { questions: feedbackQuestions.parse(form.questions), isStored: true };
}

/** Counted in the database: the answers themselves stay there, but for the texts. */
export async function collectAnswers(db: Db, sessionId: string): Promise<CollectedAnswers> {
  const answered = await db.$queryRaw<{ questionId: string; people: number }[]>`
    SELECT "given"."key" AS "questionId", count(*)::int AS "people"
    FROM "FeedbackAnswer", jsonb_each("answers") AS "given"
    WHERE "sessionId" = ${sessionId}::uuid
    GROUP BY "given"."key"`;
  const chosen = await db.$queryRaw<{ questionId: string; choice: number; people: number }[]>`
    SELECT "given"."key" AS "questionId", "choice"::int AS "choice", count(*)::int AS "people"
    FROM "FeedbackAnswer", jsonb_each("answers") AS "given", jsonb_array_elements(
      CASE jsonb_typeof("given"."value")
        WHEN 'array' THEN "given"."value"
        WHEN 'number' THEN jsonb_build_array("given"."value")
        ELSE '[]'
      END
    ) AS "choice"
    WHERE "sessionId" = ${sessionId}::uuid
    GROUP BY "given"."key", "choice"`;
  const texts = await db.$queryRaw<{ questionId: string; text: string }[]>`
    SELECT "questionId", "text"
    FROM (
      SELECT
        "given"."key" AS "questionId",
        "given"."value" #>> '{}' AS "text",
        row_number() OVER (PARTITION BY "given"."key" ORDER BY "submittedAt" DESC, "personId") AS "place"
      FROM "FeedbackAnswer", jsonb_each("answers") AS "given"
      WHERE "sessionId" = ${sessionId}::uuid AND jsonb_typeof("given"."value") = 'string'
    ) AS "written"
    WHERE "place" <= ${TEXTS_PER_QUESTION_MAX}
    ORDER BY "questionId", "place"`;

  const byQuestion = Map.groupBy(chosen, ({ questionId }) => questionId);
  return {
    answered: new Map(answered.map(({ questionId, people }) => [questionId, people])),
    chosen: new Map(
      [...byQuestion].map(([questionId, rows]) => [
        questionId,
        new Map(rows.map(({ choice, people }) => [choice, people])),
      ]),
    ),
    texts: new Map(
      [...Map.groupBy(texts, ({ questionId }) => questionId)].map(([questionId, rows]) => [
        questionId,
        rows.map(({ text }) => text),
      ]),
    ),
  };
}

/** How many learners were in the room while it was live: whom the answers stand for. */
export async function countAttended(db: Db, sessionId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ attended: number }[]>`
    SELECT count(DISTINCT "personId")::int AS "attended"
    FROM "PresenceInterval"
    JOIN "Session" ON "Session"."id" = "PresenceInterval"."sessionId"
    WHERE "sessionId" = ${sessionId}::uuid
      AND "role" = 'LEARNER'
      AND coalesce("PresenceInterval"."endedAt", 'infinity') > "Session"."startedAt"
      AND "PresenceInterval"."startedAt" < coalesce("Session"."endedAt", 'infinity')`;
  return row?.attended ?? 0;
}
