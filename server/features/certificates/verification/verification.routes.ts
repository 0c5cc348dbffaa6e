import type { Request, Response } from 'express';
import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import { groupVerificationCode, readVerificationCode } from '#shared/verification-code.ts';
import { findRecord, findVerified } from './verification.service.ts';
import type { VerificationLimits } from './verification-limits.ts';
import {
  toVerificationForm,
  toVerifiedPage,
  toWaitPage,
  verificationPolicy,
} from './verification-page.html.ts';
import type { PageLanguage } from './verification-words.ts';

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': verificationPolicy,
  // It may be revoked at any time; and nobody's cache keeps who was asked for.
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language',
};

/** The pages that anybody opens who holds a paper. */
export function registerVerificationRoutes({ http, db }: AppContext, bounds: VerificationLimits): void {
  http.serve('openVerification', async ({ query, request, response }) => {
    const language = toLanguage(query.language, request);
    if (query.code === undefined) return send(response, 200, toVerificationForm(language));
    // What cannot be a code is not looked for, and counts as no guess.
    const code = readVerificationCode(query.code);
    if (!code) return send(response, 404, toVerificationForm(language, query.code));
    response.set(pageHeaders);
    const asked = query.language ? `?language=${query.language}` : '';
    response.redirect(303, `/v/${groupVerificationCode(code)}${asked}`);
  });

  http.serve('verifyCertificate', async ({ params, query, address, request, response }) => {
    const language = toLanguage(query.language, request);
    const code = readVerificationCode(params.verificationCode);
    if (!code) return send(response, 404, toVerificationForm(language, params.verificationCode));
    const shutMs = await bounds.shutMs(address);
    if (shutMs !== undefined) return sendWait(response, language, shutMs);
    const found = await findVerified(db, code);
    if (found) return send(response, 200, toVerifiedPage(found, language));
    const waitMs = await bounds.countWrong(address);
    if (waitMs !== undefined) return sendWait(response, language, waitMs);
    send(response, 404, toVerificationForm(language, groupVerificationCode(code)));
  });

  http.serve('getCertificateRecord', async ({ params, address, response }) => {
    const shutMs = await bounds.shutMs(address);
    if (shutMs !== undefined) throw tooMany(shutMs);
    const code = readVerificationCode(params.verificationCode);
    const found = code ? await findRecord(db, code) : null;
    if (!found) {
      const waitMs = code ? await bounds.countWrong(address) : undefined;
      throw waitMs === undefined ? appError('not_found') : tooMany(waitMs);
    }
    response.set({
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    response.json({ ...found, algorithm: 'Ed25519', publicKeys: '/.well-known/lectern-key.json' });
  });
}

function toLanguage(asked: PageLanguage | undefined, request: Request): PageLanguage {
  return asked ?? (request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi');
}

const tooMany = (waitMs: number) => appError('too_many_requests', { retryAfterMs: Math.ceil(waitMs) });

function sendWait(response: Response, language: PageLanguage, waitMs: number): void {
  response.set('Retry-After', String(Math.ceil(waitMs / 1000)));
  send(response, 429, toWaitPage(language, waitMs));
}

function send(response: Response, status: number, page: string): void {
  response.status(status).set(pageHeaders).send(page);
}
