import type { Request, Response } from 'express';
import type { AppContext, Db } from '#server/core/context.ts';
import { createToken, hashToken } from '#server/core/tokens.ts';
import type { SignInDto } from '#shared/features/accounts.ts';
import { toDeviceLabel } from './device-label.ts';

/**
 * Phones, computers and in-app browsers of the busiest person, with room to spare. Past it the oldest sign-in ends,
 * so that a link that is opened over and over does not fill the table.
 */
const SIGN_INS_PER_PERSON = 50;
const DAY_MS = 24 * 3_600_000;

/** The browser that a request came from. */
export interface Browser {
  /** Of its sign-in cookie; it may mean nothing any more. */
  token: string | undefined;
  device: string;
}

export function toBrowser({ cookie }: AppContext, request: Request): Browser {
  return {
    token: cookie.read(request.headers.cookie),
    device: toDeviceLabel(request.headers['user-agent']),
  };
}

export interface NewSignIn {
  signInId: string;
  token: string;
  /** What it took the place of. */
  endedSignInIds: string[];
}

/**
 * A sign-in with a token of its own, always a new one: what a browser brought along before is ended, so that nobody can
 * prepare a browser for somebody else. To be handed over by `handOverSignIn` after the commit.
 */
export async function createSignIn(
  tx: Db,
  options: {
    context: AppContext;
    personId: string;
    origin: SignInDto['origin'];
    browser: Browser;
  },
): Promise<NewSignIn> {
  const { context, personId, origin, browser } = options;
  const now = context.clock.now();
  const token = createToken();

  const endedSignInIds = [
    ...(await endSignInOf(tx, { browser, now })),
    ...(await endOldestSignIns(tx, { personId, now })),
  ];
  const { id: signInId } = await tx.signIn.create({
    data: {
      personId,
      origin,
      tokenHash: hashToken(token),
      device: browser.device,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + context.config.signInDays * DAY_MS),
    },
    select: { id: true },
  });
  return { signInId, token, endedSignInIds };
}

/** The same sign-in under a new token: the old one, wherever it may have been copied, is worth nothing. */
export async function renewSignIn(
  tx: Db,
  { context, signInId }: { context: AppContext; signInId: string },
): Promise<NewSignIn> {
  const token = createToken();
  const expiresAt = new Date(context.clock.now().getTime() + context.config.signInDays * DAY_MS);
  await tx.signIn.update({
    where: { id: signInId },
    data: { tokenHash: hashToken(token), expiresAt },
    select: { id: true },
  });
  return { signInId, token, endedSignInIds: [] };
}

/** After the commit: the browser gets its cookie, and what was ended stops working at once. */
export function handOverSignIn({ cookie, events }: AppContext, response: Response, signIn: NewSignIn): void {
  response.append('Set-Cookie', cookie.set(signIn.token));
  if (signIn.endedSignInIds.length > 0) events.emit('sign_in.revoked', { signInIds: signIn.endedSignInIds });
}

/** Ends those of the person's sign-ins that `where` selects. */
export async function endSignIns(
  tx: Db,
  options: {
    personId: string;
    now: Date;
    except?: string;
    origins?: SignInDto['origin'][];
  },
): Promise<string[]> {
  const { personId, now, except, origins } = options;
  const ended = await tx.signIn.updateManyAndReturn({
    where: {
      personId,
      revokedAt: null,
      ...(except === undefined ? {} : { id: { not: except } }),
      ...(origins === undefined ? {} : { origin: { in: origins } }),
    },
    data: { revokedAt: now },
    select: { id: true },
  });
  return ended.map(({ id }) => id);
}

async function endSignInOf(tx: Db, { browser, now }: { browser: Browser; now: Date }): Promise<string[]> {
  if (!browser.token) return [];
  const ended = await tx.signIn.updateManyAndReturn({
    where: { tokenHash: hashToken(browser.token), revokedAt: null },
    data: { revokedAt: now },
    select: { id: true },
  });
  return ended.map(({ id }) => id);
}

async function endOldestSignIns(
  tx: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<string[]> {
  const tooMany = await tx.signIn.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    skip: SIGN_INS_PER_PERSON - 1,
    select: { id: true },
  });
  const ids = tooMany.map(({ id }) => id);
  if (ids.length > 0) await tx.signIn.updateMany({ where: { id: { in: ids } }, data: { revokedAt: now } });
  return ids;
}
