import { queryOptions } from '@tanstack/react-query';
import { http } from '#client/lib/http.ts';

export const hallsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['halls', sessionId],
    queryFn: ({ signal }) => http('GET /api/sessions/:sessionId/halls', { params: { sessionId }, signal }),
  });

export const viewerCodesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['viewer-codes', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/viewer-codes', { params: { sessionId }, signal }),
  });

/** While the room is open others attest and enter codes. */
export const FOLLOW_MS = 10_000;
