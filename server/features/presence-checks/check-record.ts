import type { Db } from '#server/core/context.ts';
import type { CheckEnding } from '#shared/presence-checks.ts';
import type { ShownCheck } from './check-course.ts';

/** In the transaction of the rows themselves: what the record says of a check. */
export async function recordShown(_tx: Db, _check: ShownCheck): Promise<void> {}

export async function recordClosed(
  _tx: Db,
  _check: ShownCheck,
  _closed: {
    at: Date;
    ending: CheckEnding;
    unanswered: string[];
    excused: string[];
    notDelivered: string[];
  },
): Promise<void> {}

export interface RecordedDelivery {
  personId: string;
  at: Date;
  seen: boolean;
}

export async function recordDelivered(
  _tx: Db,
  _check: { sessionId: string; checkId: string },
  _deliveries: RecordedDelivery[],
): Promise<void> {}

export interface RecordedAnswer {
  personId: string;
  arrivedAt: Date;
  writtenAt: Date | null;
  rough: boolean;
  /** False: a word that was not the one. */
  isRight: boolean;
}

export async function recordAnswered(
  _tx: Db,
  _check: { sessionId: string; checkId: string },
  _answers: RecordedAnswer[],
): Promise<void> {}
