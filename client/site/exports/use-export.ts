import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newId } from '#client/lib/new-id.ts';
import type { ExportProgressDto } from '#shared/features/evidence.ts';
import { exportProgressQuery } from '../data/queries.ts';

/** Often enough to see it move. */
const FOLLOW_MS = 1_000;

export interface Export {
  /** Of the next download: it stands in its address. */
  exportId: string;
  /** Undefined before the first, and until the server has begun. */
  progress: ExportProgressDto | undefined;
  isBegun: boolean;
  /** To be called when the download is asked for. */
  begin(): void;
}

/** A file that the browser downloads by its address, and how far the server says it has come. */
export function useExport(): Export {
  const [exportId, setNext] = useState(newId);
  const [begun, setBegun] = useState<string>();
  const { data } = useQuery({
    ...exportProgressQuery(begun ?? ''),
    enabled: begun !== undefined,
    // Until the first byte is made there is nothing to tell, and the server says so.
    retry: 30,
    retryDelay: FOLLOW_MS,
    refetchInterval: ({ state }) => (!state.data || state.data.state === 'working' ? FOLLOW_MS : false),
  });
  return {
    exportId,
    progress: begun === undefined ? undefined : data,
    isBegun: begun !== undefined,
    begin: () => {
      setBegun(exportId);
      // The link has been followed by then: the next download is another one.
      setTimeout(() => setNext(newId()));
    },
  };
}
