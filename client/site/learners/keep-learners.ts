import type { QueryClient } from '@tanstack/react-query';
import { enrolmentsQuery, removedLearnersQuery } from '../data/queries.ts';

/** Whoever leaves the list may stand on the other one: both are asked anew, and that which is seen is waited for. */
export async function keepLearners(client: QueryClient, seriesId: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries(enrolmentsQuery(seriesId)),
    client.invalidateQueries(removedLearnersQuery(seriesId)),
  ]);
}
