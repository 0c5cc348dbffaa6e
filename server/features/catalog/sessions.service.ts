import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { createSessionCode } from '#server/core/tokens.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { limits } from '#shared/limits.ts';
import { lockSeries, lockSession } from './catalog.locks.ts';
import { getSessionDto } from './catalog.queries.ts';
import { assertDistinct } from './topics.service.ts';

/** Codes have 50 random bits: a second try is as rare as a lottery's first prize, a third never comes. */
const CODE_TRIES = 3;

export interface CreateSessionOptions {
  actor: Actor;
  seriesId: string;
  clientId: string;
  title: string;
  plannedStartsAt: Date;
  plannedEndsAt: Date;
  topicIds: string[];
}

/** A repeat returns what the first request made. */
export async function createSession(context: AppContext, options: CreateSessionOptions): Promise<SessionDto> {
  const { actor, seriesId, clientId: sessionId, title, topicIds } = options;
  await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const first = await tx.session.findUnique({ where: { id: sessionId }, select: { seriesId: true } });
    if (first && first.seriesId !== seriesId) throw appError('conflict');
    if (!first) {
      const count = await tx.session.count({ where: { seriesId } });
      if (count >= limits.sessionsPerSeries)
        throw appError('limit_reached', { max: limits.sessionsPerSeries });
      await assertTopicsOf(tx, { seriesId, topicIds });
      await insertSession(tx, options);
      await planTopics(tx, { sessionId, topicIds });
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'session.created',
        seriesId,
        sessionId,
        details: { title },
      });
    }
  });
  return getSessionDto(context.db, sessionId);
}

export interface ChangeSessionOptions {
  actor: Actor;
  sessionId: string;
  title: string | undefined;
  plannedStartsAt: Date | undefined;
  plannedEndsAt: Date | undefined;
  topicIds: string[] | undefined;
}

/** A topic that has run in it stays: attendance stands on it. */
export async function changeSession(context: AppContext, options: ChangeSessionOptions): Promise<SessionDto> {
  const { actor, sessionId, topicIds } = options;
  await context.db.$transaction(async (tx) => {
    const before = await lockSession(tx, sessionId);
    if (before.state === 'archived') throw appError('wrong_state');
    const title = options.title ?? before.title;
    const plannedStartsAt = options.plannedStartsAt ?? before.plannedStartsAt;
    const plannedEndsAt = options.plannedEndsAt ?? before.plannedEndsAt;
    if (plannedEndsAt <= plannedStartsAt) throw appError('malformed', { fields: ['plannedEndsAt'] });

    await tx.session.update({
      where: { id: sessionId },
      data: { title, plannedStartsAt, plannedEndsAt },
      select: { id: true },
    });
    if (topicIds) {
      await assertTopicsOf(tx, { seriesId: before.seriesId, topicIds });
      await assertNoneHasRun(tx, { sessionId, exceptTopicIds: topicIds });
      await tx.sessionTopic.deleteMany({ where: { sessionId } });
      await planTopics(tx, { sessionId, topicIds });
    }
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'session.changed',
      seriesId: before.seriesId,
      sessionId,
      details: {
        ...(options.title && { title }),
        ...(options.plannedStartsAt && { plannedStartsAt: plannedStartsAt.toISOString() }),
        ...(options.plannedEndsAt && { plannedEndsAt: plannedEndsAt.toISOString() }),
        ...(topicIds && { topics: topicIds.length }),
      },
    });
  });
  context.events.emit('session.changed', { sessionId });
  return getSessionDto(context.db, sessionId);
}

export async function deleteSession(
  context: AppContext,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session.state !== 'scheduled' || session.lobbyOpenedAt) throw appError('wrong_state');
    // The record outlives what it is about. The database refuses too; here it is said in words.
    if (await tx.attendanceChain.findUnique({ where: { sessionId }, select: { seq: true } }))
      throw appError('has_record');
    await tx.session.delete({ where: { id: sessionId }, select: { id: true } });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'session.deleted',
      seriesId: session.seriesId,
      sessionId,
      details: { title: session.title },
    });
  });
  context.events.emit('session.deleted', { sessionId });
}

async function insertSession(tx: Db, options: CreateSessionOptions): Promise<void> {
  const { clientId: id, seriesId, title, plannedStartsAt, plannedEndsAt } = options;
  for (let tries = 0; tries < CODE_TRIES; tries += 1) {
    const { count } = await tx.session.createMany({
      data: [{ id, seriesId, title, plannedStartsAt, plannedEndsAt, code: createSessionCode() }],
      skipDuplicates: true,
    });
    if (count > 0) return;
  }
  throw new Error('every session code that was tried is taken');
}

async function planTopics(
  tx: Db,
  { sessionId, topicIds }: { sessionId: string; topicIds: string[] },
): Promise<void> {
  await tx.sessionTopic.createMany({
    data: topicIds.map((topicId, position) => ({ sessionId, topicId, position })),
  });
}

async function assertTopicsOf(
  tx: Db,
  { seriesId, topicIds }: { seriesId: string; topicIds: string[] },
): Promise<void> {
  assertDistinct(topicIds);
  const found = await tx.topic.count({ where: { seriesId, id: { in: topicIds } } });
  if (found !== topicIds.length) throw appError('not_found');
}

async function assertNoneHasRun(
  tx: Db,
  { sessionId, exceptTopicIds }: { sessionId: string; exceptTopicIds: string[] },
): Promise<void> {
  const windows = await tx.topicWindow.count({
    where: { sessionId, topicId: { notIn: exceptTopicIds } },
  });
  if (windows > 0) throw appError('wrong_state');
}
