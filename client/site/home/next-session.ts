import type { SeriesSummaryDto } from '#shared/features/catalog.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';

export interface NextSession {
  series: SeriesSummaryDto;
  session: NonNullable<SeriesSummaryDto['nextSession']>;
}

const order: Record<SessionState, number> = { live: 0, lobby: 1, scheduled: 2, ended: 3, archived: 3 };

/** Of all that a person has to do with, the session to think of now: what is on, else what opens its doors, else what comes first. */
export function findNextSession(list: readonly SeriesSummaryDto[]): NextSession | undefined {
  const candidates = list.flatMap((series) =>
    series.nextSession && !series.archived && order[series.nextSession.state] < order.ended
      ? [{ series, session: series.nextSession }]
      : [],
  );
  return candidates.sort(
    (left, right) =>
      order[left.session.state] - order[right.session.state] ||
      Date.parse(left.session.plannedStartsAt) - Date.parse(right.session.plannedStartsAt),
  )[0];
}
