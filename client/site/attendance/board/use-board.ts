import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BoardState, type BoardView, takeBoard, viewBoard } from '#client/features/attendance/board.ts';
import { http } from '#client/lib/http.ts';
import { useNow } from '#client/lib/use-now.ts';

/** Soon enough to see somebody come in; what is new in three seconds of a full hall is one short answer. */
const FOLLOW_MS = 3_000;
/** Minutes are what counts: figures that ticked by the second would only be restless. */
const DRAWN_EVERY_MS = 5_000;
const readLocalMs = () => performance.now();

interface Followed {
  state: BoardState;
  /** What this machine's clock showed when the answer came. */
  readAtMs: number;
}

export interface FollowedBoard {
  query: { data: Followed | undefined; error: unknown; refetch: () => unknown };
  view: BoardView | null;
  /** The server's clock, as of the last drawing. */
  nowMs: number;
}

interface Doors {
  isOpen: boolean;
  /** It has ended, and the board is asked for until it says so as well. */
  isOver: boolean;
}

/** Reads the board, and while the room is open only what is new on it. */
export function useBoard(sessionId: string, { isOpen, isOver }: Doors): FollowedBoard {
  const queryClient = useQueryClient();
  const queryKey = ['board', sessionId];
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Followed> => {
      const last = queryClient.getQueryData<Followed>(queryKey)?.state;
      const board = await http('GET /api/sessions/:sessionId/board', {
        params: { sessionId },
        query: last ? { since: last.latest.asOf } : {},
        signal,
      });
      return { state: takeBoard(last, board), readAtMs: readLocalMs() };
    },
    refetchInterval: ({ state: { data } }) =>
      isOpen || (isOver && data?.state.latest.endedAt === null) ? FOLLOW_MS : false,
    // The whole of a board is compared value by value otherwise, three thousand rows every three seconds.
    structuralSharing: false,
  });
  const localMs = useNow(readLocalMs, DRAWN_EVERY_MS);
  const { data } = query;
  return useMemo(() => {
    if (!data) return { query, view: null, nowMs: 0 };
    const asOfMs = Date.parse(data.state.latest.asOf);
    const nowMs = isOpen ? asOfMs + Math.max(0, localMs - data.readAtMs) : asOfMs;
    return { query, view: viewBoard(data.state, nowMs), nowMs };
  }, [data, query, localMs, isOpen]);
}
