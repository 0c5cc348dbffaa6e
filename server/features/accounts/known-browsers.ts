import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { AppContext } from '#server/core/context.ts';
import { hashToken } from '#server/core/tokens.ts';

/** As long as browsers keep any cookie. */
const KNOWN_DAYS = 400;
/** A computer in a commune's office, shared by those who run the series. */
const KNOWN_PER_BROWSER = 5;

/**
 * A browser remembers which accounts it has signed in to, by the hash of the token that it was given then: the hash signs
 * nobody in, and stands beside the person in the database. While an account is being guessed at, its owner still gets in
 * from a browser that was there before ("device cookies", OWASP), so that nobody can be locked out by others.
 */
export async function findKnownBrowser(
  { cookie, db }: AppContext,
  { request, personId }: { request: Request; personId: string },
): Promise<string | undefined> {
  const known = readHashes(cookie.secure, request);
  if (known.length === 0) return undefined;
  const signIn = await db.signIn.findFirst({
    where: { personId, tokenHash: { in: known.map(decode) }, origin: { in: ['password', 'invitation'] } },
    select: { id: true },
  });
  return signIn?.id;
}

/** To be called whenever somebody has proved their password, with the token that the browser gets. */
export async function rememberBrowser(
  { cookie, db }: AppContext,
  options: { request: Request; response: Response; personId: string; token: string },
): Promise<void> {
  const { request, response, personId, token } = options;
  const known = readHashes(cookie.secure, request);
  const others = await db.signIn.findMany({
    where: { personId: { not: personId }, tokenHash: { in: known.map(decode) } },
    select: { tokenHash: true },
  });
  const hashes = [hashToken(token), ...others.map((other) => other.tokenHash)].slice(0, KNOWN_PER_BROWSER);
  response.append(
    'Set-Cookie',
    stringifySetCookie({
      name: cookieName(cookie.secure),
      value: hashes.map((hash) => Buffer.from(hash).toString('base64url')).join('.'),
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: cookie.secure,
      maxAge: KNOWN_DAYS * 24 * 3600,
    }),
  );
}

function readHashes(secure: boolean, request: Request): string[] {
  const value = parseCookie(request.headers.cookie ?? '')[cookieName(secure)] ?? '';
  return value
    .split('.')
    .filter((part) => /^[\w-]{43}$/u.test(part))
    .slice(0, KNOWN_PER_BROWSER);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-lectern-known' : 'lectern-known';
}

function decode(hash: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hash, 'base64url'));
}
