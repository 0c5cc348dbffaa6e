import type { Db } from '#server/core/context.ts';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { appendEvents } from '../record/append-events.ts';
import { toMark } from './series-course.ts';

/**
 * Writes into a session's record what was decided about it. Such events say nothing of who was there, so what was computed from the record before them
 * still holds: it is marked as computed from the record with them, or a single correction would have the whole topic computed anew.
 */
export async function appendDecision(
  tx: Db,
  sessionId: string,
  events: readonly NewAttendanceEvent<'correction.made' | 'correction.withdrawn' | 'rule.applied'>[],
): Promise<void> {
  await appendEvents(tx, sessionId, events);
  const { seq } = await tx.attendanceChain.findUniqueOrThrow({
    where: { sessionId },
    select: { seq: true },
  });
  // The chain is held since the events were appended: where others came before them, the mark is another one, and nothing is carried over.
  const before = toMark(sessionId, seq - events.length);
  await tx.$executeRaw`
    UPDATE "TopicResultSet" SET "fingerprint" = replace("fingerprint", ${before}, ${toMark(sessionId, seq)})
    WHERE "topicId" IN (SELECT "topicId" FROM "TopicWindow" WHERE "sessionId" = ${sessionId}::uuid)
      AND position(${before} IN "fingerprint") > 0`;
}
