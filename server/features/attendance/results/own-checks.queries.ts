import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CheckOutcome } from '#shared/presence-checks.ts';

export interface OwnCheck {
  checkId: string;
  topicId: string;
  shownAt: Date;
  outcome: CheckOutcome;
  /** When it was written, where it waited on a page without a network. */
  answeredAt: Date | null;
}

/** The presence checks of a series that were open while this person was in the room, and are over; in their order. */
export async function findOwnChecks(
  db: Db,
  { seriesId, personId }: { seriesId: string; personId: string },
): Promise<OwnCheck[]> {
  const answers = await db.presenceCheckAnswer.findMany({
    where: { personId, check: { shownAt: { not: null }, closedAt: { not: null }, session: { seriesId } } },
    select: {
      outcome: true,
      answeredAt: true,
      writtenAt: true,
      check: { select: { id: true, topicId: true, shownAt: true } },
    },
    orderBy: { check: { shownAt: 'asc' } },
  });
  return answers.flatMap(({ outcome, answeredAt, writtenAt, check: { id, topicId, shownAt } }) =>
    shownAt
      ? [{ checkId: id, topicId, shownAt, outcome: toWireName(outcome), answeredAt: writtenAt ?? answeredAt }]
      : [],
  );
}
