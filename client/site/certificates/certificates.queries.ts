import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { http } from '#client/lib/http.ts';
import type { RegisterFilter } from '#shared/features/certificates.ts';

/** A run makes several certificates a second. */
const FOLLOW_MS = 2_000;

export const certificatesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['certificates', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId/certificates', { params: { seriesId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === 'running') ? FOLLOW_MS : false,
  });

export const candidatesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['certificate-candidates', seriesId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/certificate-candidates', { params: { seriesId }, signal }),
  });

export const unearnedQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['unearned-certificates', seriesId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/unearned-certificates', { params: { seriesId }, signal }),
  });

export const registerQuery = (seriesId: string, search: string, show: RegisterFilter) =>
  infiniteQueryOptions({
    queryKey: ['certificate-register', seriesId, search, show],
    queryFn: ({ signal, pageParam }) =>
      http('GET /api/series/:seriesId/certificate-register', {
        params: { seriesId },
        query: {
          show,
          ...(search ? { search } : {}),
          ...(pageParam === undefined ? {} : { after: String(pageParam) }),
        },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.more ? page.certificates.at(-1)?.number : undefined),
  });

export const ownCertificatesQuery = queryOptions({
  queryKey: ['own-certificates'],
  queryFn: ({ signal }) => http('GET /api/own-certificates', { signal }),
});
