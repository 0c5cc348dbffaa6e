import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { SeriesDto } from '#shared/features/catalog.ts';
import type { Role } from '#shared/roles.ts';
import { lockAnySeries, lockSeries } from './catalog.locks.ts';
import { getSeriesDto } from './catalog.queries.ts';

export interface CreateSeriesOptions {
  actor: Actor;
  role: Role;
  clientId: string;
  title: string;
  description: string;
  timeZone: string;
}

/** A repeat returns the series that the first request made, whatever has become of it since. */
export async function createSeries(context: AppContext, options: CreateSeriesOptions): Promise<SeriesDto> {
  const { actor, role, clientId: seriesId, title, description, timeZone } = options;
  await context.db.$transaction(async (tx) => {
    const { count } = await tx.series.createMany({
      data: [{ id: seriesId, title, description, timeZone, createdById: actor.personId }],
      skipDuplicates: true,
    });
    if (count > 0) {
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'series.created',
        seriesId,
        details: { title },
      });
    } else {
      const first = await tx.series.findUnique({ where: { id: seriesId }, select: { createdById: true } });
      if (first?.createdById !== actor.personId) throw appError('conflict');
    }
  });
  return getSeriesDto(context.db, { seriesId, role });
}

export interface ChangeSeriesOptions {
  actor: Actor;
  role: Role;
  seriesId: string;
  title: string | undefined;
  description: string | undefined;
  timeZone: string | undefined;
}

export async function changeSeries(context: AppContext, options: ChangeSeriesOptions): Promise<SeriesDto> {
  const { actor, role, seriesId, title, description, timeZone } = options;
  await context.db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    await tx.series.update({
      where: { id: seriesId },
      data: {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(timeZone === undefined ? {} : { timeZone }),
      },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'series.changed',
      seriesId,
      details: { ...(title && { title }), ...(timeZone && { timeZone }) },
    });
  });
  const series = await getSeriesDto(context.db, { seriesId, role });
  // Every time of a session is shown in the series' time zone.
  if (timeZone) tellSessions(context, series);
  return series;
}

export interface ArchiveSeriesOptions {
  actor: Actor;
  role: Role;
  seriesId: string;
  archived: boolean;
}

/** Only while no session is on. Asking for what is so already changes nothing and succeeds. */
export async function archiveSeries(context: AppContext, options: ArchiveSeriesOptions): Promise<SeriesDto> {
  const { actor, role, seriesId, archived } = options;
  await context.db.$transaction(async (tx) => {
    const before = await lockAnySeries(tx, seriesId);
    if (before.archived !== archived) {
      if (archived) await assertNoneIsOn(tx, seriesId);
      await tx.series.update({
        where: { id: seriesId },
        data: { archivedAt: archived ? context.clock.now() : null },
        select: { id: true },
      });
      const action = archived ? 'series.archived' : 'series.restored';
      await writeAudit(tx, { actorId: actor.personId, action, seriesId });
    }
  });
  return getSeriesDto(context.db, { seriesId, role });
}

async function assertNoneIsOn(tx: Db, seriesId: string): Promise<void> {
  const on = await tx.session.count({ where: { seriesId, state: { in: ['LOBBY', 'LIVE'] } } });
  if (on > 0) throw appError('wrong_state');
}

function tellSessions({ events }: AppContext, series: SeriesDto): void {
  for (const { sessionId } of series.sessions) events.emit('session.changed', { sessionId });
}
