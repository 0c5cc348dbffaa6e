import type { AppContext } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import type { ViewerAct } from './viewer-codes.service.ts';

/** @throws AppError `conflict`, `limit_reached`, `malformed` for a time that is still to come */
export async function addReachFigure(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    clientId,
    platform,
    views,
    readAt,
    ...act
  }: ViewerAct & { clientId: string; platform: string; views: number; readAt: string },
): Promise<void> {
  const { sessionId, seriesId, personId } = act;
  await db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    const before = await tx.reachFigure.findUnique({ where: { id: clientId } });
    if (before) {
      const same = before.sessionId === sessionId && before.views === views && before.platform === platform;
      if (!same) throw appError('conflict');
      return;
    }
    const now = clock.now();
    // A page's clock may run a minute fast.
    if (Date.parse(readAt) > now.getTime() + 60_000) throw appError('malformed', { fields: ['readAt'] });
    if ((await tx.reachFigure.count({ where: { sessionId } })) >= limits.reachFiguresPerSession) {
      throw appError('limit_reached', { max: limits.reachFiguresPerSession });
    }
    await tx.reachFigure.create({
      data: {
        id: clientId,
        sessionId,
        platform,
        views,
        readAt: new Date(readAt),
        byId: personId,
        createdAt: now,
      },
    });
    const details = { platform, views };
    await writeAudit(tx, { actorId: personId, action: 'reach.noted', seriesId, sessionId, details });
  });
}

export async function removeReachFigure(
  { db }: Pick<AppContext, 'db'>,
  { figureId, sessionId, seriesId, personId }: ViewerAct & { figureId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    const figure = await tx.reachFigure.findFirst({ where: { id: figureId, sessionId } });
    if (!figure) throw appError('not_found');
    await tx.reachFigure.delete({ where: { id: figureId } });
    const { platform, views } = figure;
    await writeAudit(tx, {
      actorId: personId,
      action: 'reach.removed',
      seriesId,
      sessionId,
      details: { platform, views },
    });
  });
}
