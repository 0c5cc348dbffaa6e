import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { appError } from '#shared/errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request comes from a page of ours. With a public address configured, `Origin` must be exactly that; without, it
 * must name the host that was asked. A browser always sends it with what matters here; what has none is no browser's
 * page, carries no stolen cookie, and is refused all the same: there is no use for it.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (!origin) return false;
  if (publicUrl && origin === publicUrl) return true;
  // An own address typed on the local network stays usable beside the public one: same host, same site.
  const parsed = URL.parse(origin);
  return (
    parsed !== null && host !== undefined && parsed.host === host && `${parsed.protocol}//${host}` === origin
  );
}

/** Refuses writes that come from elsewhere. Machines name no origin, and have doors of their own; a page always names one. */
export function requireOwnOrigin(publicUrl: string | undefined): RequestHandler {
  return (request, response, next) => {
    const isMachine = request.path.startsWith('/port/') && request.headers.origin === undefined;
    if (safeMethods.has(request.method) || isMachine || isOwnOrigin(request, publicUrl)) return next();
    response.status(403).json({ error: appError('wrong_origin').toDto() });
  };
}

/** The public address, or the one in the address bar of whoever asks: a write's origin was checked before. */
export function publicOrigin(publicUrl: string | undefined, { headers }: IncomingMessage): string {
  const origin = publicUrl ?? headers.origin;
  if (!origin) throw appError('wrong_origin');
  return origin;
}
