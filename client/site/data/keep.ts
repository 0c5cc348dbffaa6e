import type { QueryClient } from '@tanstack/react-query';
import type { MeDto } from '#shared/features/accounts.ts';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import type { LearnerRecordDto } from '#shared/features/records.ts';
import { learnerRecordQuery, meQuery, seriesListQuery, seriesQuery, sessionQuery } from './queries.ts';

/** Answers of writes, put where the reads keep theirs: the page shows them without asking again. */

export function keepMe(client: QueryClient, me: MeDto | null): void {
  client.setQueryData(meQuery.queryKey, (known) => (known ? { ...known, me } : known));
}

/** Somebody signed in or out: what was read for the one before is nothing to this one. */
export function becomeSomeone(client: QueryClient, me: MeDto | null): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] });
  keepMe(client, me);
  void client.invalidateQueries(meQuery);
}

export function keepSeries(client: QueryClient, series: SeriesDto): void {
  client.setQueryData(seriesQuery(series.seriesId).queryKey, series);
  for (const session of series.sessions)
    client.setQueryData(sessionQuery(session.sessionId).queryKey, session);
  void client.invalidateQueries(seriesListQuery);
}

export function keepSession(client: QueryClient, session: SessionDto): void {
  client.setQueryData(sessionQuery(session.sessionId).queryKey, session);
  void client.invalidateQueries(seriesQuery(session.seriesId));
  void client.invalidateQueries(seriesListQuery);
}

/** One learner's changed record; the report of the whole series is read anew. */
export function keepLearnerRecord(client: QueryClient, seriesId: string, record: LearnerRecordDto): void {
  void client.invalidateQueries({ queryKey: ['results', seriesId] });
  client.setQueryData(learnerRecordQuery(seriesId, record.personId).queryKey, record);
}
