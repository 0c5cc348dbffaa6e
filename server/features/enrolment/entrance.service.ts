import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { getSessionDto } from '#server/features/catalog/catalog.queries.ts';
import { appError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { type RoomRole, roomRole, type YouDto } from '#shared/features/enrolment.ts';
import type { Role } from '#shared/roles.ts';
import { toYouDto } from './enrolment.mapper.ts';

export interface Entrance {
  session: SessionDto;
  seriesTitle: string;
  you: YouDto | null;
  knownName: string | null;
}

/** What a session's page shows before anybody has entered. */
export async function getEntrance(
  context: AppContext,
  { actor, role, sessionId }: { actor: Actor | null; role: Role; sessionId: string },
): Promise<Entrance> {
  const session = await getSessionDto(context.db, sessionId);
  const series = await context.db.series.findUniqueOrThrow({
    where: { id: session.seriesId },
    select: { title: true },
  });
  const inRoom = toRoomRole(role);
  return {
    session,
    seriesTitle: series.title,
    you: actor && inRoom ? await getYou(context, { actor, role: inRoom, seriesId: session.seriesId }) : null,
    knownName: actor && !inRoom ? actor.name : null,
  };
}

export async function getYou(
  { db, personalLinks }: AppContext,
  { actor, role, seriesId }: { actor: Actor; role: RoomRole; seriesId: string },
): Promise<YouDto> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    include: { enrolments: { where: { seriesId, removedAt: null } } },
  });
  return toYouDto({ person, role, enrolment: person.enrolments[0] ?? null }, personalLinks);
}

/** Null for guests, and for people who have nothing to do with the series. */
export function toRoomRole(role: Role): RoomRole | null {
  return roomRole.safeParse(role).data ?? null;
}

/** Nobody new comes into what is put away. */
export async function assertEnterable(db: Db, sessionId: string): Promise<void> {
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { state: true, series: { select: { archivedAt: true } } },
  });
  if (!session) throw appError('not_found');
  if (session.state === 'ARCHIVED' || session.series.archivedAt) throw appError('wrong_state');
}
