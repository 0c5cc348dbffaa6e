import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import type { CheckEnding } from '#shared/presence-checks.ts';
import type { ShownCheck } from './check-course.ts';

// What the record says of a check, in the transaction of the rows themselves and last in it: from there to the commit the record is held.

export function recordShown(
  tx: Db,
  { id, sessionId, topicId, kind, askedById, word, shownAt, closesAt }: ShownCheck,
): Promise<void> {
  const data = {
    checkId: id,
    topicId,
    check: toWireName(kind),
    askedById,
    word,
    closesAt: closesAt.toISOString(),
  };
  return appendEvents(tx, sessionId, [{ kind: 'check.shown', at: shownAt, data }]);
}

export function recordExtended(
  tx: Db,
  { id: checkId, sessionId }: Pick<ShownCheck, 'id' | 'sessionId'>,
  { at, closesAt }: { at: Date; closesAt: Date },
): Promise<void> {
  return appendEvents(tx, sessionId, [
    { kind: 'check.extended', at, data: { checkId, closesAt: closesAt.toISOString() } },
  ]);
}

export function recordClosed(
  tx: Db,
  { id: checkId, sessionId }: ShownCheck,
  {
    at,
    ...data
  }: { at: Date; ending: CheckEnding; unanswered: string[]; excused: string[]; notDelivered: string[] },
): Promise<void> {
  return appendEvents(tx, sessionId, [{ kind: 'check.closed', at, data: { checkId, ...data } }]);
}

interface Meant {
  sessionId: string;
  checkId: string;
  /** When it is written down. */
  at: Date;
}

export interface RecordedDelivery {
  personId: string;
  at: Date;
  seen: boolean;
}

export function recordDelivered(
  tx: Db,
  { sessionId, checkId, at, byLine }: Meant & { byLine?: true },
  deliveries: readonly RecordedDelivery[],
): Promise<void> {
  const people = deliveries.map((delivery) => ({ ...delivery, at: delivery.at.toISOString() }));
  return appendEvents(tx, sessionId, [
    { kind: 'check.delivered', at, data: { checkId, people, ...(byLine && { byLine }) } },
  ]);
}

export interface RecordedAnswer {
  personId: string;
  arrivedAt: Date;
  writtenAt: Date | null;
  rough: boolean;
  /** False: a word that was not the one. */
  isRight: boolean;
}

export function recordAnswered(
  tx: Db,
  { sessionId, checkId, at }: Meant,
  recorded: readonly RecordedAnswer[],
): Promise<void> {
  const answers = recorded.map(({ personId, arrivedAt, writtenAt, rough, isRight }) => ({
    personId,
    at: arrivedAt.toISOString(),
    writtenAt: writtenAt?.toISOString() ?? null,
    rough,
    right: isRight,
  }));
  return appendEvents(tx, sessionId, [{ kind: 'check.answered', at, data: { checkId, answers } }]);
}
