import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { SeriesDto } from '#shared/features/catalog.ts';
import { limits } from '#shared/limits.ts';
import type { Role } from '#shared/roles.ts';
import { lockSeries } from './catalog.locks.ts';
import { getSeriesDto } from './catalog.queries.ts';

interface TopicAct {
  actor: Actor;
  role: Role;
  seriesId: string;
}

/** A repeat returns what the first request made. */
export async function createTopic(
  context: AppContext,
  options: TopicAct & { clientId: string; title: string; description: string },
): Promise<SeriesDto> {
  const { actor, role, seriesId, clientId: topicId, title, description } = options;
  await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const first = await tx.topic.findUnique({ where: { id: topicId }, select: { seriesId: true } });
    if (first && first.seriesId !== seriesId) throw appError('conflict');
    if (!first) {
      const { _count, _max } = await tx.topic.aggregate({
        where: { seriesId },
        _count: true,
        _max: { position: true },
      });
      if (_count >= limits.topicsPerSeries) throw appError('limit_reached', { max: limits.topicsPerSeries });
      const position = (_max.position ?? -1) + 1;
      await tx.topic.create({
        data: { id: topicId, seriesId, title, description, position },
        select: { id: true },
      });
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'topic.created',
        seriesId,
        details: { title },
      });
    }
  });
  return getSeriesDto(context.db, { seriesId, role });
}

/** Topics that are not named (somebody has just added one) keep their order after those that are. */
export async function orderTopics(
  context: AppContext,
  options: TopicAct & { topicIds: string[] },
): Promise<SeriesDto> {
  const { actor, role, seriesId, topicIds } = options;
  await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const topics = await tx.topic.findMany({
      where: { seriesId },
      orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
      select: { id: true },
    });
    assertDistinct(topicIds);
    const existing = new Set(topics.map(({ id }) => id));
    if (topicIds.some((id) => !existing.has(id))) throw appError('not_found');

    const order = [...new Set([...topicIds, ...existing])];
    await tx.$executeRaw`
      UPDATE "Topic" SET "position" = wanted."position" - 1
      FROM unnest(${order}::uuid[]) WITH ORDINALITY AS wanted("id", "position")
      WHERE "Topic"."id" = wanted."id"`;
    await writeAudit(tx, { actorId: actor.personId, action: 'topics.ordered', seriesId });
  });
  return getSeriesDto(context.db, { seriesId, role });
}

export async function changeTopic(
  context: AppContext,
  options: TopicAct & { topicId: string; title: string | undefined; description: string | undefined },
): Promise<SeriesDto> {
  const { actor, role, seriesId, topicId, title, description } = options;
  await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    await getTopicTitle(tx, { seriesId, topicId });
    await tx.topic.update({
      where: { id: topicId },
      data: {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
      },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'topic.changed',
      seriesId,
      details: { topicId, ...(title && { title }) },
    });
  });
  const series = await getSeriesDto(context.db, { seriesId, role });
  for (const session of series.sessions) {
    const carriesIt = session.topics.some((topic) => topic.topicId === topicId);
    if (carriesIt) context.events.emit('session.changed', { sessionId: session.sessionId });
  }
  return series;
}

/**
 * Sessions that had it planned go on without, and its materials go with it (the next start sweeps their files). Not while
 * one of them is on: its people may be looking at a page of it.
 */
export async function deleteTopic(
  context: AppContext,
  options: TopicAct & { topicId: string },
): Promise<SeriesDto> {
  const { actor, role, seriesId, topicId } = options;
  const deleted = await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const title = await getTopicTitle(tx, { seriesId, topicId });
    const windows = await tx.topicWindow.count({ where: { topicId } });
    if (windows > 0) throw appError('wrong_state');
    const on = await tx.session.count({
      where: { state: { in: ['LOBBY', 'LIVE'] }, topics: { some: { topicId } } },
    });
    if (on > 0) throw appError('wrong_state');

    const materials = await tx.material.findMany({ where: { topicId }, select: { id: true } });
    const plans = await tx.sessionTopic.findMany({ where: { topicId }, select: { sessionId: true } });
    await tx.topic.delete({ where: { id: topicId }, select: { id: true } });
    await writeAudit(tx, { actorId: actor.personId, action: 'topic.deleted', seriesId, details: { title } });
    return { materials, plans };
  });
  for (const { id } of deleted.materials)
    context.events.emit('material.removed', { materialId: id, topicId });
  for (const { sessionId } of deleted.plans) context.events.emit('session.changed', { sessionId });
  return getSeriesDto(context.db, { seriesId, role });
}

/** @throws AppError `malformed` where one is named twice */
export function assertDistinct(topicIds: string[]): void {
  if (new Set(topicIds).size !== topicIds.length) throw appError('malformed', { fields: ['topicIds'] });
}

async function getTopicTitle(
  tx: Db,
  { seriesId, topicId }: { seriesId: string; topicId: string },
): Promise<string> {
  const topic = await tx.topic.findFirst({ where: { id: topicId, seriesId }, select: { title: true } });
  if (!topic) throw appError('not_found');
  return topic.title;
}
