import type { PrismaClient, SessionTimer } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { TimerDto } from '#shared/features/timer.ts';

interface Act {
  db: PrismaClient;
  clock: Clock;
  sessionId: string;
  /** Who of staff does it. */
  personId: string;
}

export interface TimerChange {
  timer: TimerDto | null;
  changed: boolean;
}

/** One countdown a session: a new one takes the place of the last. One that was started already is not started again. */
export async function startTimer({
  db,
  clock,
  sessionId,
  personId,
  clientId: timerId,
  seconds,
  label,
}: Act & { clientId: string; seconds: number; label: string }): Promise<TimerChange> {
  return db.$transaction(async (tx) => {
    const { seriesId, state } = await lockSession(tx, sessionId);
    const before = await tx.sessionTimer.findUnique({ where: { sessionId } });
    if (before?.timerId === timerId) return { timer: toTimerDto(before), changed: false };
    // Who waits for the start has a countdown already, to the start.
    if (state !== 'live') throw appError('wrong_state');
    const columns = {
      timerId,
      label,
      seconds,
      endsAt: later(clock.now(), seconds * 1_000),
      remainingMs: null,
    };
    const row = await tx.sessionTimer.upsert({
      where: { sessionId },
      create: { sessionId, ...columns },
      update: columns,
    });
    const details = { seconds };
    await writeAudit(tx, { actorId: personId, action: 'timer.started', seriesId, sessionId, details });
    return { timer: toTimerDto(row), changed: true };
  });
}

/** Says how it should be. One that has run out cannot stand still. */
export function pauseTimer({
  paused,
  ...act
}: Act & { timerId: string; paused: boolean }): Promise<TimerChange> {
  return change(act, (timer, now) => {
    if (paused === (timer.remainingMs !== null)) return undefined;
    if (!paused)
      return { action: 'timer.resumed', endsAt: later(now, timer.remainingMs ?? 0), remainingMs: null };
    const remainingMs = (timer.endsAt?.getTime() ?? 0) - now.getTime();
    if (remainingMs <= 0) throw appError('wrong_state');
    return { action: 'timer.paused', endsAt: null, remainingMs };
  });
}

/** Says how long it should be in all. One that has run out begins again with what is added. */
export function extendTimer({
  seconds,
  ...act
}: Act & { timerId: string; seconds: number }): Promise<TimerChange> {
  return change(act, (timer, now) => {
    const addedMs = (seconds - timer.seconds) * 1_000;
    if (addedMs === 0) return undefined;
    const from = timer.endsAt && timer.endsAt < now && addedMs > 0 ? now : timer.endsAt;
    return {
      action: 'timer.extended',
      seconds,
      endsAt: from && later(from, addedMs),
      remainingMs: timer.remainingMs === null ? null : Math.max(0, timer.remainingMs + addedMs),
    };
  });
}

export function stopTimer(act: Act & { timerId: string }): Promise<TimerChange> {
  return change(act, () => ({ action: 'timer.stopped', endsAt: null, remainingMs: null }));
}

export async function readTimer(db: Db, sessionId: string): Promise<TimerDto | null> {
  return toTimerDto(await db.sessionTimer.findUnique({ where: { sessionId } }));
}

interface TimerStep extends Partial<Pick<SessionTimer, 'seconds' | 'endsAt' | 'remainingMs'>> {
  action: `timer.${string}`;
}

/** @param step what becomes of the timer; nothing where it is as wanted already */
async function change(
  { db, clock, sessionId, personId, timerId }: Act & { timerId: string },
  step: (timer: SessionTimer, now: Date) => TimerStep | undefined,
): Promise<TimerChange> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const before = await tx.sessionTimer.findUnique({ where: { sessionId } });
    if (before?.timerId !== timerId) throw appError('not_found');
    // Stopped by somebody else: the second finds what the first did.
    const next = toTimerDto(before) && step(before, clock.now());
    if (!next) return { timer: toTimerDto(before), changed: false };
    const { action, ...data } = next;
    const row = await tx.sessionTimer.update({ where: { sessionId }, data });
    await writeAudit(tx, { actorId: personId, action, seriesId, sessionId });
    return { timer: toTimerDto(row), changed: true };
  });
}

/** Null: there is none, or it was stopped. The row of a stopped one stays, so that a late repeat of its start starts nothing. */
function toTimerDto(row: SessionTimer | null): TimerDto | null {
  if (!row || (!row.endsAt && row.remainingMs === null)) return null;
  const { timerId, label, seconds, endsAt, remainingMs } = row;
  return { timerId, label, seconds, endsAt: endsAt?.toISOString() ?? null, remainingMs };
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}
