import type { Request, Response } from 'express';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { MeDto } from '#shared/features/accounts.ts';
import { foldForSearch } from '#shared/names.ts';
import { toMeDto } from './accounts.mapper.ts';
import { endSignIns, handOverSignIn, renewSignIn } from './browser.ts';
import { isCommonPassword } from './common-passwords.ts';
import { rememberBrowser } from './known-browsers.ts';
import { hashPassword } from './passwords.ts';
import { assertPasswordStands, guessPassword } from './sign-in.service.ts';
import { refuseTakenLogin } from './taken-login.ts';

export async function findMe({ db }: AppContext, actor: Actor | null): Promise<MeDto | null> {
  if (!actor) return null;
  const person = await db.person.findUnique({ where: { id: actor.personId } });
  return person && toMeDto(person);
}

export interface ChangeAccountOptions {
  actor: Actor;
  name: string | undefined;
  email: string | null | undefined;
  phone: string | null | undefined;
}

/**
 * The e-mail address and phone number are what one signs in with, so that they can be changed only by who has a password,
 * and one of them always stays. Those of learners who come by link are kept by the staff, who recognise them by it.
 */
export async function changeAccount(context: AppContext, options: ChangeAccountOptions): Promise<MeDto> {
  const { actor, name, email, phone } = options;
  const changesLogin = email !== undefined || phone !== undefined;

  const { before, after } = await refuseTakenLogin(() =>
    context.db.$transaction(async (tx) => {
      const person = await tx.person.findUniqueOrThrow({ where: { id: actor.personId } });
      if (changesLogin && !person.passwordHash) throw appError('not_allowed');
      const login = {
        email: email === undefined ? person.email : email,
        phone: phone === undefined ? person.phone : phone,
      };
      if (changesLogin && !login.email && !login.phone) {
        throw appError('malformed', { fields: ['email', 'phone'] });
      }
      const changed = await tx.person.update({
        where: { id: person.id },
        data: { ...login, ...(name === undefined ? {} : { name, nameFolded: foldForSearch(name) }) },
      });
      const details = {
        name: changed.name !== person.name,
        email: changed.email !== person.email,
        phone: changed.phone !== person.phone,
      };
      if (Object.values(details).includes(true)) {
        await writeAudit(tx, { actorId: actor.personId, action: 'account.changed', details });
      }
      return { before: person, after: changed };
    }),
  );

  if (after.name !== before.name) {
    context.events.emit('person.renamed', { personId: after.id, name: after.name });
  }
  return toMeDto(after);
}

export interface ChangePasswordOptions {
  actor: Actor;
  currentPassword: string;
  newPassword: string;
  address: string;
  request: Request;
  response: Response;
}

/** Every other sign-in ends, and this one goes on under a new token: whoever had the old password is out. */
export async function changePassword(context: AppContext, options: ChangePasswordOptions): Promise<void> {
  const { actor, currentPassword, newPassword, address, request, response } = options;
  const person = await context.db.person.findUniqueOrThrow({ where: { id: actor.personId } });
  if (!person.passwordHash) throw appError('wrong_state', undefined, 'an account without a password');
  if (isCommonPassword(newPassword, [person.name, person.email, person.phone])) {
    throw appError('malformed', { fields: ['newPassword'] });
  }
  await guessPassword(context, {
    address,
    account: `person:${person.id}`,
    password: currentPassword,
    hash: person.passwordHash,
  });

  const passwordHash = await hashPassword(newPassword);
  const now = context.clock.now();
  const { renewed, ended } = await context.db.$transaction(async (tx) => {
    await assertPasswordStands(tx, person);
    await tx.person.update({ where: { id: person.id }, data: { passwordHash }, select: { id: true } });
    await writeAudit(tx, { actorId: person.id, action: 'password.changed' });
    return {
      ended: await endSignIns(tx, { personId: person.id, now, except: actor.signInId }),
      renewed: await renewSignIn(tx, { context, signInId: actor.signInId }),
    };
  });

  handOverSignIn(context, response, { ...renewed, endedSignInIds: ended });
  // The old token of this very sign-in may still be remembered as good.
  context.events.emit('access.changed', { personId: person.id, reason: 'granted' });
  await rememberBrowser(context, { request, response, personId: person.id, token: renewed.token });
}
