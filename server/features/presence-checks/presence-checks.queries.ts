import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { type toDbName, toWireName } from '#server/core/enum-names.ts';
import type { SnapshotPart } from '#server/features/live/snapshot-part.ts';
import { appError } from '#shared/errors.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { CheckDeskDto, CheckPersonDto } from '#shared/features/presence-checks.ts';
import { compareByGivenName } from '#shared/names.ts';
import { toOwn } from './answer-check.service.ts';
import { countChecks } from './check-counts.queries.ts';
import { readCourse, type ShownCheck } from './check-course.ts';
import { nextBy } from './next-step.ts';
import { toCheckDto, toStaffCheckDto } from './presence-checks.mapper.ts';

/** A list that is read on a screen; the record and its exports have everybody. */
const PEOPLE_MAX = 500;

interface Reader {
  db: Db;
  clock: Pick<Clock, 'now'>;
}

export async function readDesk({ db, clock }: Reader, sessionId: string): Promise<CheckDeskDto> {
  const now = clock.now();
  const course = await readCourse(db, { sessionId, now });
  const rows = await db.presenceCheck.findMany({
    where: { sessionId, state: { not: 'PLANNED' } },
    orderBy: [{ shownAt: 'desc' }, { id: 'desc' }],
  });
  const counts = await countChecks(
    db,
    rows.map(({ id }) => id),
  );
  const { heldUntil } = course;
  return {
    nextBy: nextBy(course, now)?.toISOString() ?? null,
    heldUntil: heldUntil && heldUntil > now ? heldUntil.toISOString() : null,
    checks: rows.map((row) => toStaffCheckDto(row, counts.get(row.id))),
  };
}

type SharedPart = { desk: CheckDeskDto } | { open: ShownCheck | null };

/** A joining page's part: all of the session's for staff; for a learner the one that is open, and how they stand with it. */
export function checksPart(reader: Reader): SnapshotPart<SnapshotDto['checks'], SharedPart> {
  const { db } = reader;
  return {
    shared: async ({ sessionId, isStaff }) => {
      if (isStaff) return { desk: await readDesk(reader, sessionId) };
      const open = await db.presenceCheck.findFirst({ where: { sessionId, state: 'OPEN' } });
      return { open: open as ShownCheck | null };
    },
    own: async (shared, readers) => {
      if ('desk' in shared) return readers.map(() => shared);
      const { open } = shared;
      if (!open) return readers.map(() => ({ check: null, own: null }));
      const rows = await db.presenceCheckAnswer.findMany({
        where: { checkId: open.id, personId: { in: readers.map(({ personId }) => personId) } },
        select: { personId: true, answeredAt: true, writtenAt: true, wrongIds: true },
      });
      const byPerson = new Map(rows.map((row) => [row.personId, row]));
      return readers.map(({ personId }) => {
        const row = byPerson.get(personId);
        return { check: toCheckDto(open), own: row ? toOwn(open.id, row) : null };
      });
    },
  };
}

/** @throws AppError `not_found` also for a check of another session, or one that has not been shown */
export async function readCheckPeople(
  db: Db,
  { sessionId, checkId, answered }: { sessionId: string; checkId: string; answered: boolean | undefined },
): Promise<{ people: CheckPersonDto[]; more: boolean }> {
  const check = await db.presenceCheck.findFirst({
    where: { id: checkId, sessionId, state: { not: 'PLANNED' } },
  });
  if (!check) throw appError('not_found');
  const rows = await db.$queryRaw<PersonRow[]>`
    SELECT "person"."personId", "Person"."name",
      coalesce("answer"."outcome"::text, 'NOT_DELIVERED') AS "outcome",
      "answer"."deliveredAt", "answer"."seenAt", "answer"."answeredAt", "answer"."writtenAt"
    FROM (
      SELECT "personId" FROM "PresenceCheckAnswer" WHERE "checkId" = ${checkId}::uuid
      UNION
      SELECT "personId" FROM "PresenceInterval"
      WHERE ${check.state === 'OPEN'} AND "sessionId" = ${sessionId}::uuid AND "role" = 'LEARNER'
        AND ("endedAt" IS NULL OR "endedAt" >= ${check.shownAt})
    ) AS "person"
    JOIN "Person" ON "Person"."id" = "person"."personId"
    LEFT JOIN "PresenceCheckAnswer" AS "answer"
      ON "answer"."checkId" = ${checkId}::uuid AND "answer"."personId" = "person"."personId"`;
  const people = rows
    .filter((row) => answered === undefined || (row.answeredAt !== null) === answered)
    .sort(
      (left, right) => compareByGivenName(left.name, right.name) || (left.personId < right.personId ? -1 : 1),
    );
  return { people: people.slice(0, PEOPLE_MAX).map(toPersonDto), more: people.length > PEOPLE_MAX };
}

interface PersonRow {
  personId: string;
  name: string;
  outcome: ReturnType<typeof toDbName<CheckPersonDto['outcome']>>;
  deliveredAt: Date | null;
  seenAt: Date | null;
  answeredAt: Date | null;
  writtenAt: Date | null;
}

function toPersonDto({
  personId,
  name,
  outcome,
  deliveredAt,
  seenAt,
  answeredAt,
  writtenAt,
}: PersonRow): CheckPersonDto {
  return {
    personId,
    name,
    outcome: toWireName(outcome),
    deliveredAt: deliveredAt?.toISOString() ?? null,
    seenAt: seenAt?.toISOString() ?? null,
    answeredAt: answeredAt && (writtenAt ?? answeredAt).toISOString(),
  };
}
