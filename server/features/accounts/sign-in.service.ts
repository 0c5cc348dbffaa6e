import type { Request, Response } from 'express';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { Turns } from '#server/core/turns.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { MeDto, SignInDto } from '#shared/features/accounts.ts';
import { email, phone } from '#shared/fields.ts';
import { type MeRow, toMeDto, toSignInDto } from './accounts.mapper.ts';
import { createSignIn, handOverSignIn, toBrowser } from './browser.ts';
import { findKnownBrowser, rememberBrowser } from './known-browsers.ts';
import { checkPassword, hashPassword, type PasswordCheck } from './passwords.ts';
import { rememberShownOut } from './shown-out-browser.ts';

/** When an account is being guessed at: the guesses of an hour are spent, so asking again soon is in vain. */
const ATTACK_RETRY_MS = 15 * 60_000;

/** Guesses at one account are examined one by one: of a hundred sent at once, not all are under way before the first is counted. */
const turns = new Turns();

export interface SignInOptions {
  login: string;
  password: string;
  address: string;
  request: Request;
  response: Response;
}

/** The same answer, after the same work, whether the login or the password is wrong. */
export async function signIn(context: AppContext, options: SignInOptions): Promise<MeDto> {
  const { login, password, address, request, response } = options;
  const found = await findByLogin(context.db, login);
  const known = found && (await findKnownBrowser(context, { request, personId: found.id }));

  const check = await guessPassword(context, {
    address,
    // A browser that was here before has guesses of its own, which strangers cannot spend.
    account: known ? `browser:${known}` : `login:${normaliseLogin(login)}`,
    password,
    hash: found?.passwordHash ?? null,
  });
  if (!found) throw appError('wrong_credentials');
  const newHash = check.outdated ? await hashPassword(password) : found.passwordHash;

  const browser = toBrowser(context, request);
  const newSignIn = await context.db.$transaction(async (tx) => {
    await assertPasswordStands(tx, found);
    if (newHash !== found.passwordHash) {
      await tx.person.update({ where: { id: found.id }, data: { passwordHash: newHash } });
    }
    const created = await createSignIn(tx, { context, personId: found.id, origin: 'password', browser });
    await writeAudit(tx, {
      actorId: found.id,
      action: 'sign_in.created',
      details: { device: browser.device },
    });
    return created;
  });

  handOverSignIn(context, response, newSignIn);
  await rememberBrowser(context, { request, response, personId: found.id, token: newSignIn.token });
  return toMeDto(found);
}

/**
 * Checks a password against what may be tried: wrong ones count against the account and the address.
 * @throws AppError `too_many_requests`, `wrong_credentials` or `unavailable`
 */
export function guessPassword(
  { rateLimits }: AppContext,
  guess: { address: string; account: string; password: string; hash: string | null },
): Promise<PasswordCheck> {
  const { address, account, password, hash } = guess;
  return turns.run(account, async () => {
    if (await rateLimits.isAccountUnderAttack(account)) {
      throw appError('too_many_requests', { retryAfterMs: ATTACK_RETRY_MS });
    }
    const check = await checkPassword({ password, hash });
    if (check.correct) return check;
    await rateLimits.punish({ address, account });
    throw appError('wrong_credentials');
  });
}

export async function signOut(
  context: AppContext,
  { actor, request, response }: { actor: Actor; request: Request; response: Response },
): Promise<void> {
  const { access, db, clock, cookie, events } = context;
  const now = clock.now();
  await db.$transaction(async (tx) => {
    await tx.signIn.update({ where: { id: actor.signInId }, data: { revokedAt: now }, select: { id: true } });
    await writeAudit(tx, { actorId: actor.personId, action: 'sign_in.ended' });
  });
  response.append('Set-Cookie', cookie.clear());
  const exclusions = await access.exclusionsOf(actor.personId);
  const exclusionIds = exclusions.map(({ exclusionId }) => exclusionId);
  rememberShownOut(context, { request, response, exclusionIds });
  events.emit('sign_in.revoked', { signInIds: [actor.signInId] });
}

export async function listSignIns({ db, clock }: AppContext, actor: Actor): Promise<SignInDto[]> {
  const rows = await db.signIn.findMany({
    where: { personId: actor.personId, revokedAt: null, expiresAt: { gt: clock.now() } },
    orderBy: { lastSeenAt: 'desc' },
    omit: { tokenHash: true },
  });
  return rows.map((row) => toSignInDto(row, actor.signInId));
}

/** Taking back one that has ended already succeeds; one of somebody else does not exist. */
export async function revokeSignIn(
  { db, clock, events }: AppContext,
  { actor, signInId }: { actor: Actor; signInId: string },
): Promise<void> {
  const now = clock.now();
  const revoked = await db.$transaction(async (tx) => {
    const own = await tx.signIn.findFirst({
      where: { id: signInId, personId: actor.personId },
      select: { id: true },
    });
    if (!own) throw appError('not_found');
    const { count } = await tx.signIn.updateMany({
      where: { id: signInId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count > 0) await writeAudit(tx, { actorId: actor.personId, action: 'sign_in.revoked' });
    return count > 0;
  });
  if (revoked) events.emit('sign_in.revoked', { signInIds: [signInId] });
}

/**
 * Holds the person's row until the transaction ends, and refuses when the password was changed since it was checked:
 * else a sign-in by the old one could come to life after all others were ended.
 */
export async function assertPasswordStands(
  tx: Db,
  { id, passwordHash }: Pick<MeRow, 'id' | 'passwordHash'>,
): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Person" WHERE "id" = ${id}::uuid AND "passwordHash" = ${passwordHash} FOR UPDATE`;
  if (rows.length === 0) throw appError('wrong_credentials');
}

async function findByLogin(db: Db, login: string): Promise<MeRow | null> {
  const asEmail = email.safeParse(login);
  if (asEmail.success) return db.person.findUnique({ where: { email: asEmail.data } });
  const asPhone = phone.safeParse(login);
  if (asPhone.success) return db.person.findUnique({ where: { phone: asPhone.data } });
  return null;
}

/** However it is typed, it is one account that is guessed at. */
function normaliseLogin(login: string): string {
  return email.safeParse(login).data ?? phone.safeParse(login).data ?? login.toLowerCase();
}
