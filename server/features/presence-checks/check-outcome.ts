import { CHECK_EASE_MS, type CheckEnding, type CheckOutcome } from '#shared/presence-checks.ts';

/** A tap in the last second is on its way when the time is over, and a page does not say so of less than five seconds. */
export const ON_ITS_WAY_MS = 8_000;

/**
 * A page has what was told to it once it has answered heartbeats on the same line for this long: what comes later on a line comes after it. Ten
 * heartbeats, and twice what a line may be silent before it is given up.
 */
const ON_THE_LINE_MS = 30_000;

/** A page that was in the room: from when, and until when it said anything itself. Media that go on without it prove that somebody hears, not that a page got anything. */
export interface HeardPage {
  personId: string;
  joinedAt: Date;
  lastPacketAt: Date;
}

/**
 * Whom a check has reached although no page of theirs said so: whose page was there and answered, on one line, until a minute after it must have got it.
 * Else whoever keeps the note of delivery from leaving would be excused each time.
 */
export function findReachedByLine(
  pages: Iterable<HeardPage>,
  { shownAt, closedAt }: { shownAt: Date; closedAt: Date },
): Map<string, Date> {
  const reached = new Map<string, Date>();
  for (const { personId, joinedAt, lastPacketAt } of pages) {
    const atMs = Math.max(shownAt.getTime(), joinedAt.getTime()) + ON_THE_LINE_MS;
    if (Math.min(closedAt.getTime(), lastPacketAt.getTime()) - atMs < CHECK_EASE_MS) continue;
    const before = reached.get(personId);
    if (!before || atMs < before.getTime()) reached.set(personId, new Date(atMs));
  }
  return reached;
}

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
