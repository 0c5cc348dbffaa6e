import type { Request, Response } from 'express';
import type { Actor, Caller } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { findShownOutBrowser, rememberShownOut } from '#server/features/accounts/shown-out-browser.ts';
import { getSessionDto } from '#server/features/catalog/catalog.queries.ts';
import { appError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { type RoomRole, roomRole, type YouDto } from '#shared/features/enrolment.ts';
import type { Role } from '#shared/roles.ts';
import type { ExclusionKind } from '#shared/session-door.ts';
import { isOver } from '#shared/session-lifecycle.ts';
import { toYouDto } from './enrolment.mapper.ts';

export interface Entrance {
  session: SessionDto;
  seriesTitle: string;
  you: YouDto | null;
  knownName: string | null;
  exclusion: ExclusionKind | null;
}

/** What a session's page shows before anybody has entered. */
export async function getEntrance(
  context: AppContext,
  {
    actor,
    role,
    sessionId,
    exclusion,
  }: { actor: Actor | null; role: Role; sessionId: string; exclusion: ExclusionKind | null },
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
    exclusion,
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

/**
 * Whether staff have shown out whoever asks: the person who is signed in, or else whoever used this browser. The browser is given
 * to remember it, so that signing out changes nothing.
 */
export async function findExclusion(
  context: AppContext,
  {
    actor,
    role,
    scope,
    request,
    response,
  }: Pick<Caller, 'actor' | 'role' | 'scope'> & { request: Request; response: Response },
): Promise<ExclusionKind | null> {
  if (!actor) return (await findShownOutBrowser(context, { request, scope })) ?? null;
  const exclusion = await context.access.findExclusion(actor.personId, role, scope);
  if (!exclusion) return null;
  rememberShownOut(context, { request, response, exclusionIds: [exclusion.exclusionId] });
  return exclusion.kind;
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

/** Whoever has no place in the series yet has not been in this session either: with its room locked, none is made. */
export async function assertUnlockedForNewcomers(db: Db, sessionId: string): Promise<void> {
  const { doorLocked, state } = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { doorLocked: true, state: true },
  });
  if (doorLocked && !isOver(toWireName(state))) throw appError('room_locked');
}
