import { queryOptions } from '@tanstack/react-query';
import { http } from '#client/lib/http.ts';

export const doorQuery = (code: string) =>
  queryOptions({
    queryKey: ['viewer-door', code],
    queryFn: ({ signal }) => http('GET /api/rooms/:code', { params: { code }, signal }),
  });

/** As typed on this browser; it goes with each code, for staff to know whom to ask. */
export const phoneKey = (code: string) => `lectern.viewer-phone.${code}`;

/** The token of a personal link, as it stands in the address of the room, too. */
export function readFragmentToken(hash: string): string | null {
  return /^#k=([A-Za-z0-9_-]{22,64})$/u.exec(hash)?.[1] ?? null;
}
