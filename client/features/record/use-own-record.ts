import { useCallback, useEffect, useState } from 'react';
import { http } from '#client/lib/http.ts';
import type { LearnerRecordDto } from '#shared/features/records.ts';

export interface OwnRecord {
  record: LearnerRecordDto | undefined;
  error: unknown;
  /** An answer of the server that holds the newest. */
  keep: (record: LearnerRecordDto) => void;
  retry: () => void;
}

/** One's own record; with `everyMs` asked for anew as long as the page is looked at. What was read before stays when a refresh fails. */
export function useOwnRecord(seriesId: string, { everyMs }: { everyMs?: number } = {}): OwnRecord {
  const [record, setRecord] = useState<LearnerRecordDto>();
  const [error, setError] = useState<unknown>();

  const read = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const input = { params: { seriesId }, ...(signal && { signal }) };
        setRecord(await http('GET /api/series/:seriesId/own-record', input));
        setError(undefined);
      } catch (thrown) {
        if (!signal?.aborted) setError(thrown);
      }
    },
    [seriesId],
  );

  useEffect(() => {
    const leaving = new AbortController();
    void read(leaving.signal);
    if (everyMs === undefined) return () => leaving.abort();
    const timer = setInterval(() => {
      if (!document.hidden) void read(leaving.signal);
    }, everyMs);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [read, everyMs]);

  return { record, error, keep: setRecord, retry: () => void read() };
}
