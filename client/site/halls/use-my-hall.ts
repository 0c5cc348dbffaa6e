import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { http } from '#client/lib/http.ts';
import type { HallDto } from '#shared/features/halls.ts';

/** The digits change each minute, and who confirmed on a telephone of their own shows within this time. */
const FOLLOW_MS = 5_000;

export const myHallQuery = (code: string) =>
  queryOptions({
    queryKey: ['my-hall', code],
    queryFn: async ({ signal }) => {
      const answer = await http('GET /api/rooms/:code/my-hall', { params: { code }, signal });
      // The server's clock, as far as this page knows it.
      return { ...answer, aheadMs: Date.parse(answer.now) - Date.now() };
    },
    refetchInterval: FOLLOW_MS,
  });

export type MyHall = Awaited<ReturnType<NonNullable<ReturnType<typeof myHallQuery>['queryFn']>>>;

/** What an act answers is shown at once. */
export function useKeepHall(code: string): (hall: HallDto) => void {
  const client = useQueryClient();
  return (hall) => {
    client.setQueryData(myHallQuery(code).queryKey, (known) => known && { ...known, hall });
    void client.invalidateQueries({ queryKey: myHallQuery(code).queryKey });
  };
}
