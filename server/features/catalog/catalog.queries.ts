import { z } from 'zod';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import {
  type SeriesDto,
  type SeriesSummaryDto,
  type SessionDto,
  seriesDto,
} from '#shared/features/catalog.ts';
import type { Role } from '#shared/roles.ts';
import { sessionInclude, toSessionDto, toTopicDto } from './catalog.mapper.ts';

/** @throws AppError `not_found` */
export async function getSessionDto(db: Db, sessionId: string): Promise<SessionDto> {
  const row = await db.session.findUnique({ where: { id: sessionId }, include: sessionInclude });
  if (!row) throw appError('not_found');
  return toSessionDto(row);
}

/** @throws AppError `not_found` */
export async function getSeriesDto(
  db: Db,
  { seriesId, role }: { seriesId: string; role: Role },
): Promise<SeriesDto> {
  const series = await db.series.findUnique({
    where: { id: seriesId },
    include: {
      topics: { orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] },
      sessions: { orderBy: [{ plannedStartsAt: 'asc' }, { createdAt: 'asc' }], include: sessionInclude },
    },
  });
  if (!series) throw appError('not_found');
  return {
    seriesId: series.id,
    title: series.title,
    description: series.description,
    timeZone: series.timeZone,
    archived: series.archivedAt !== null,
    // The rule of every route that shows a series lets nobody else in.
    role: seriesDto.shape.role.parse(role),
    topics: series.topics.map(toTopicDto),
    sessions: series.sessions.map(toSessionDto),
  };
}

const summaryRow = z.object({
  id: z.string(),
  title: z.string(),
  timeZone: z.string(),
  archivedAt: z.date().nullable(),
  role: z.enum(['LEARNER', 'MODERATOR', 'TRAINER', 'ORGANISER', 'ADMIN']),
  topicCount: z.number(),
  sessionCount: z.number(),
  enrolledCount: z.number(),
  code: z.string().nullable(),
  sessionTitle: z.string().nullable(),
  state: z.enum(['SCHEDULED', 'LOBBY', 'LIVE']).nullable(),
  plannedStartsAt: z.date().nullable(),
});

/** All series for organisers, else those in which the person has a role; those that are over come last, else the newest first. */
export async function listSeries(
  db: Db,
  { personId, platformRole, now }: { personId: string; platformRole: Role | 'none'; now: Date },
): Promise<SeriesSummaryDto[]> {
  const everywhere =
    platformRole === 'organiser' || platformRole === 'admin' ? platformRole.toUpperCase() : null;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT
      series."id", series."title", series."timeZone", series."archivedAt",
      COALESCE(${everywhere}, staff."role"::text, 'LEARNER') AS "role",
      (SELECT count(*)::int FROM "Topic" WHERE "seriesId" = series."id") AS "topicCount",
      (SELECT count(*)::int FROM "Session" WHERE "seriesId" = series."id") AS "sessionCount",
      (SELECT count(*)::int FROM "Enrolment" WHERE "seriesId" = series."id" AND "removedAt" IS NULL) AS "enrolledCount",
      next."code", next."title" AS "sessionTitle", next."state"::text AS "state", next."plannedStartsAt"
    FROM "Series" series
    LEFT JOIN "SeriesStaff" staff ON staff."seriesId" = series."id" AND staff."personId" = ${personId}::uuid
    LEFT JOIN "Enrolment" enrolment
      ON enrolment."seriesId" = series."id" AND enrolment."personId" = ${personId}::uuid AND enrolment."removedAt" IS NULL
    LEFT JOIN LATERAL (
      SELECT "code", "title", "state", "plannedStartsAt"
      FROM "Session"
      WHERE "seriesId" = series."id"
        AND ("state" IN ('LOBBY', 'LIVE') OR ("state" = 'SCHEDULED' AND "plannedEndsAt" >= ${now}))
      ORDER BY "state" = 'LIVE' DESC, "state" = 'LOBBY' DESC, "plannedStartsAt"
      LIMIT 1
    ) next ON true
    WHERE ${everywhere}::text IS NOT NULL OR staff."personId" IS NOT NULL OR enrolment."personId" IS NOT NULL
    ORDER BY series."archivedAt" IS NOT NULL, series."createdAt" DESC`;
  return rows.map((row) => toSeriesSummaryDto(summaryRow.parse(row)));
}

function toSeriesSummaryDto(row: z.output<typeof summaryRow>): SeriesSummaryDto {
  return {
    seriesId: row.id,
    title: row.title,
    role: toWireName(row.role),
    topicCount: row.topicCount,
    sessionCount: row.sessionCount,
    enrolledCount: row.enrolledCount,
    nextSession:
      row.code !== null && row.sessionTitle !== null && row.state !== null && row.plannedStartsAt !== null
        ? {
            code: row.code,
            title: row.sessionTitle,
            state: toWireName(row.state),
            plannedStartsAt: row.plannedStartsAt.toISOString(),
          }
        : null,
    timeZone: row.timeZone,
    archived: row.archivedAt !== null,
  };
}
