import { CHECK_EASE_MS, type CheckEnding, type CheckOutcome } from '#shared/presence-checks.ts';

/** A tap in the last second is on its way when the time is over, and a page does not say so of less than five seconds. */
export const ON_ITS_WAY_MS = 8_000;

/**
 * What becomes of a check that somebody has not answered, when it closes. `close-check.service.ts` says the same in SQL, and
 * `attendance/record/read-checks.ts` asks the record for it.
 */
export function outcomeWithoutAnswer({
  deliveredAt,
  closedAt,
  ending,
}: {
  deliveredAt: Date | null;
  closedAt: Date;
  ending: CheckEnding;
}): CheckOutcome {
  if (!deliveredAt || deliveredAt > closedAt) return 'not_delivered';
  const hadTime = closedAt.getTime() - deliveredAt.getTime() >= CHECK_EASE_MS;
  return ending === 'time' && hadTime ? 'expired' : 'excused';
}

/**
 * Whether an answer counts: by when it was written, not by when it arrived. What arrives after the end must not be older than the bound,
 * and its writer must have been in the room while the check was open: nobody answers what they cannot have got.
 */
export function isInTime({
  writtenAt,
  arrivedAt,
  endsAt,
  lateForMs,
  wasThere,
}: {
  /** Null: it was sent at once. */
  writtenAt: Date | null;
  arrivedAt: Date;
  endsAt: Date;
  /** How long after the end answers are taken. */
  lateForMs: number;
  wasThere: boolean;
}): boolean {
  if ((writtenAt ?? arrivedAt).getTime() > endsAt.getTime() + ON_ITS_WAY_MS) return false;
  if (arrivedAt <= endsAt) return true;
  return wasThere && arrivedAt.getTime() - endsAt.getTime() <= lateForMs;
}

/**
 * The order in which rows of one check are written. Answers and notes of delivery come for the same people at the same moment, and each holds its rows until its
 * transaction ends: in orders of their own, two of them wait for each other.
 */
export function byPersonId(left: { personId: string }, right: { personId: string }): number {
  return left.personId < right.personId ? -1 : Number(left.personId > right.personId);
}
