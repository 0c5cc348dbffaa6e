import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Scope } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { ExclusionKind } from '#shared/session-door.ts';

/** As long as browsers keep any cookie. */
const KEPT_DAYS = 400;
/** A shared computer; the latest count. */
const KEPT_MAX = 5;

/**
 * Whoever was shown out and signs out could come straight back under another name. So their browser is given a cookie that says
 * by which exclusion it was met; it means what SQL says of that exclusion, and nothing once it is lifted. It stops nobody who clears
 * their browser: that is what locking the room, and the lobby, are for.
 */
export function rememberShownOut(
  { cookie }: AppContext,
  { request, response, exclusionIds }: { request: Request; response: Response; exclusionIds: string[] },
): void {
  const known = readIds(cookie.secure, request);
  if (exclusionIds.every((id) => known.includes(id))) return;
  const ids = [...new Set([...exclusionIds, ...known])].slice(0, KEPT_MAX);
  response.append(
    'Set-Cookie',
    stringifySetCookie({
      name: cookieName(cookie.secure),
      value: ids.join('.'),
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: cookie.secure,
      maxAge: KEPT_DAYS * 24 * 3600,
    }),
  );
}

/** By what, if anything, whoever used this browser before is kept out of here. */
export async function findShownOutBrowser(
  { cookie, db }: AppContext,
  { request, scope: { seriesId, sessionId } }: { request: Request; scope: Scope },
): Promise<ExclusionKind | undefined> {
  const ids = readIds(cookie.secure, request);
  if (ids.length === 0 || !seriesId || !sessionId) return undefined;
  const exclusion = await db.exclusion.findFirst({
    where: { id: { in: ids }, seriesId, liftedAt: null, OR: [{ sessionId }, { kind: 'BANNED' }] },
    orderBy: { kind: 'desc' },
    select: { kind: true },
  });
  return exclusion ? toWireName(exclusion.kind) : undefined;
}

function readIds(secure: boolean, request: Request): string[] {
  const value = parseCookie(request.headers.cookie ?? '')[cookieName(secure)] ?? '';
  return value
    .split('.')
    .filter((part) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(part))
    .slice(0, KEPT_MAX);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-lectern-out' : 'lectern-out';
}
