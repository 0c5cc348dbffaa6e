import type { PresenceCheck } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CheckCounts, CheckDto, StaffCheckDto } from '#shared/features/presence-checks.ts';
import { checkEndings } from '#shared/presence-checks.ts';
import type { ShownCheck } from './check-course.ts';

/** For learners: without the word. */
export function toCheckDto({ id, kind, shownAt, closesAt }: ShownCheck): CheckDto {
  return {
    checkId: id,
    kind: toWireName(kind),
    shownAt: shownAt.toISOString(),
    closesAt: closesAt.toISOString(),
  };
}

export function toStaffCheckDto(row: PresenceCheck, counts: CheckCounts | undefined): StaffCheckDto {
  const { id, topicId, kind, part, word, shownAt, closesAt, closedAt, ending } = row as ShownCheck;
  return {
    checkId: id,
    topicId,
    kind: toWireName(kind),
    planned: part !== null,
    word,
    shownAt: shownAt.toISOString(),
    closesAt: closesAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    ending: checkEndings.find((known) => known === ending) ?? null,
    counts: counts ?? { present: 0, delivered: 0, seen: 0, answered: 0 },
  };
}
