import type { Prisma } from '#prisma/generated/client.ts';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import {
  findNextState,
  type SessionMove,
  type SessionState,
  sessionStates,
} from '#shared/session-lifecycle.ts';
import { lockSession } from './catalog.locks.ts';
import { getSessionDto } from './catalog.queries.ts';

const auditNames = {
  open_lobby: 'session.lobby_opened',
  close_lobby: 'session.lobby_closed',
  start: 'session.started',
  end: 'session.ended',
  archive: 'session.archived',
  restore: 'session.restored',
} as const satisfies Record<SessionMove, string>;

/** One step of a session's life, as in `shared/session-lifecycle.ts`; the first topic begins and the last one ends with it. */
export async function moveSession(
  context: AppContext,
  { actor, sessionId, move }: { actor: Actor; sessionId: string; move: SessionMove },
): Promise<SessionDto> {
  const moved = await context.db.$transaction(async (tx) => {
    const { state: from, seriesId } = await lockSession(tx, sessionId);
    const to = findNextState(from, move);
    if (!to && !isReachedBy(from, move)) throw appError('wrong_state');
    if (!to) return null;

    const at = context.clock.now();
    await tx.session.update({
      where: { id: sessionId },
      data: { state: toDbName(to), ...stamp(move, at) },
      select: { id: true },
    });
    if (move === 'start') {
      await appendEvents(tx, sessionId, [{ kind: 'session.started', at, data: {} }]);
      await openFirstWindow(tx, { sessionId, at });
    }
    if (move === 'end') {
      await closeWindow(tx, { sessionId, at });
      await appendEvents(tx, sessionId, [{ kind: 'session.ended', at, data: {} }]);
    }
    await writeAudit(tx, { actorId: actor.personId, action: auditNames[move], seriesId, sessionId });
    return { sessionId, seriesId, from, to, at };
  });

  if (moved) {
    context.events.emit('session.moved', moved);
    context.events.emit('session.changed', { sessionId });
  }
  return getSessionDto(context.db, sessionId);
}

/** While live: what runs ends, and the given topic begins; null is a break. What runs already goes on. */
export async function runTopic(
  context: AppContext,
  { actor, sessionId, topicId }: { actor: Actor; sessionId: string; topicId: string | null },
): Promise<SessionDto> {
  const changed = await context.db.$transaction(async (tx) => {
    const { state, seriesId } = await lockSession(tx, sessionId);
    const planned = topicId === null ? null : await getPlannedTitle(tx, { sessionId, topicId });
    if (state !== 'live') throw appError('wrong_state');
    const running = await tx.topicWindow.findFirst({
      where: { sessionId, endedAt: null },
      select: { topicId: true },
    });
    const before = running?.topicId ?? null;
    if (before === topicId) return false;

    const at = context.clock.now();
    await closeWindow(tx, { sessionId, at });
    if (topicId) await openWindow(tx, { sessionId, topicId, at });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: topicId ? 'topic.started' : 'topic.ended',
      seriesId,
      sessionId,
      details: { topicId: topicId ?? before, ...(planned && { title: planned }) },
    });
    return true;
  });

  if (changed) context.events.emit('session.changed', { sessionId });
  return getSessionDto(context.db, sessionId);
}

function isReachedBy(state: SessionState, move: SessionMove): boolean {
  return sessionStates.some((from) => findNextState(from, move) === state);
}

/** Doors that were closed again keep the time they were opened: somebody may have been in. */
function stamp(move: SessionMove, at: Date): Prisma.SessionUpdateInput {
  switch (move) {
    case 'open_lobby':
      return { lobbyOpenedAt: at };
    case 'start':
      return { startedAt: at };
    case 'end':
      return { endedAt: at };
    case 'archive':
    case 'restore':
    case 'close_lobby':
      return {};
  }
}

async function openFirstWindow(tx: Db, { sessionId, at }: { sessionId: string; at: Date }): Promise<void> {
  const first = await tx.sessionTopic.findFirst({
    where: { sessionId, topic: { windows: { none: { sessionId } } } },
    orderBy: { position: 'asc' },
    select: { topicId: true },
  });
  if (first) await openWindow(tx, { sessionId, topicId: first.topicId, at });
}

async function openWindow(
  tx: Db,
  { sessionId, topicId, at }: { sessionId: string; topicId: string; at: Date },
): Promise<void> {
  await tx.topicWindow.create({ data: { sessionId, topicId, startedAt: at }, select: { id: true } });
  await appendEvents(tx, sessionId, [{ kind: 'topic.opened', at, data: { topicId } }]);
}

async function closeWindow(tx: Db, { sessionId, at }: { sessionId: string; at: Date }): Promise<void> {
  // A clock that was set back over a restart must not end a topic before it began.
  const closed = await tx.$queryRaw<{ topicId: string; endedAt: Date }[]>`
    UPDATE "TopicWindow" SET "endedAt" = GREATEST("startedAt", ${at})
    WHERE "sessionId" = ${sessionId}::uuid AND "endedAt" IS NULL
    RETURNING "topicId", "endedAt"`;
  await appendEvents(
    tx,
    sessionId,
    closed.map(({ topicId, endedAt }) => ({ kind: 'topic.closed', at: endedAt, data: { topicId } })),
  );
}

async function getPlannedTitle(
  tx: Db,
  { sessionId, topicId }: { sessionId: string; topicId: string },
): Promise<string> {
  const planned = await tx.sessionTopic.findUnique({
    where: { sessionId_topicId: { sessionId, topicId } },
    select: { topic: { select: { title: true } } },
  });
  if (!planned) throw appError('not_found');
  return planned.topic.title;
}
