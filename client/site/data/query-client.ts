import { QueryCache, QueryClient } from '@tanstack/react-query';
import { AppError, type AppErrorCode } from '#shared/errors.ts';
import { meQuery } from './queries.ts';

/** Moving between the pages of one series within this time asks the server nothing. */
const FRESH_MS = 15_000;
const RETRIES = 2;

/** Failures that pass by themselves; asking again about any other would only repeat the answer. */
const passing: readonly AppErrorCode[] = ['offline', 'unavailable', 'upload_interrupted'];

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The sign-in ended meanwhile, here or on another device: the pages that need one then ask for it.
      if (hasCode(error, 'not_signed_in')) void queryClient.invalidateQueries(meQuery);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < RETRIES && isPassing(error),
      // A browser's own idea of being offline is often wrong; our error says it in words, and a button tries again.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export function hasCode(error: unknown, code: AppErrorCode): boolean {
  return error instanceof AppError && error.code === code;
}

export function isPassing(error: unknown): boolean {
  return error instanceof AppError && passing.includes(error.code);
}
