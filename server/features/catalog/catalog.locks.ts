import type {
  Admission as DbAdmission,
  RoomFeature as DbRoomFeature,
  SessionState as DbSessionState,
} from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import type { RoomFeature } from '#shared/room-features.ts';
import type { Admission } from '#shared/session-door.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';

/**
 * Holds a series until the transaction ends, so that two who change its topics or sessions at once do so one after the
 * other; learners may be enrolled meanwhile. An archived series cannot be changed.
 * @throws AppError `not_found`, `wrong_state`
 */
export async function lockSeries(tx: Db, seriesId: string): Promise<void> {
  const { archived } = await lockAnySeries(tx, seriesId);
  if (archived) throw appError('wrong_state');
}

/** The same for a series that may be archived. */
export async function lockAnySeries(tx: Db, seriesId: string): Promise<{ archived: boolean }> {
  const [series] = await tx.$queryRaw<{ archivedAt: Date | null }[]>`
    SELECT "archivedAt" FROM "Series" WHERE "id" = ${seriesId}::uuid FOR NO KEY UPDATE`;
  if (!series) throw appError('not_found');
  return { archived: series.archivedAt !== null };
}

export interface LockedSession {
  sessionId: string;
  seriesId: string;
  title: string;
  state: SessionState;
  holdQuestions: boolean;
  lockedFeatures: RoomFeature[];
  slowModeSeconds: number;
  doorLocked: boolean;
  admission: Admission;
  lobbyOpenedAt: Date | null;
  plannedStartsAt: Date;
  plannedEndsAt: Date;
}

/**
 * Holds a session until the transaction ends, so that of two clicks at once the second sees what the first did; its series
 * cannot be archived meanwhile, and must not be.
 * @throws AppError `not_found`, `wrong_state`
 */
export async function lockSession(tx: Db, sessionId: string): Promise<LockedSession> {
  const [row] = await tx.$queryRaw<SessionLockRow[]>`
    SELECT session."id", session."seriesId", session."title", session."state"::text AS "state", session."holdQuestions",
      session."lockedFeatures"::text[] AS "lockedFeatures", session."slowModeSeconds",
      session."doorLocked", session."admission"::text AS "admission",
      session."lobbyOpenedAt", session."plannedStartsAt", session."plannedEndsAt", series."archivedAt" AS "seriesArchivedAt"
    FROM "Session" session JOIN "Series" series ON series."id" = session."seriesId"
    WHERE session."id" = ${sessionId}::uuid
    FOR NO KEY UPDATE OF session FOR SHARE OF series`;
  if (!row) throw appError('not_found');
  if (row.seriesArchivedAt) throw appError('wrong_state');
  return {
    sessionId: row.id,
    seriesId: row.seriesId,
    title: row.title,
    state: toWireName(row.state),
    holdQuestions: row.holdQuestions,
    lockedFeatures: row.lockedFeatures.map(toWireName),
    slowModeSeconds: row.slowModeSeconds,
    doorLocked: row.doorLocked,
    admission: toWireName(row.admission),
    lobbyOpenedAt: row.lobbyOpenedAt,
    plannedStartsAt: row.plannedStartsAt,
    plannedEndsAt: row.plannedEndsAt,
  };
}

interface SessionLockRow {
  id: string;
  seriesId: string;
  title: string;
  state: DbSessionState;
  holdQuestions: boolean;
  lockedFeatures: DbRoomFeature[];
  slowModeSeconds: number;
  doorLocked: boolean;
  admission: DbAdmission;
  lobbyOpenedAt: Date | null;
  plannedStartsAt: Date;
  plannedEndsAt: Date;
  seriesArchivedAt: Date | null;
}
