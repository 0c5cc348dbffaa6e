import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { acceptInvitation as contract, MeDto } from '#shared/features/accounts.ts';
import { foldForSearch } from '#shared/names.ts';
import { type MeRow, toMeDto } from './accounts.mapper.ts';
import { createSignIn, handOverSignIn, type NewSignIn, renewSignIn, toBrowser } from './browser.ts';
import { isCommonPassword } from './common-passwords.ts';
import { type OpenInvitation, readInvitation } from './invitations.service.ts';
import { rememberBrowser } from './known-browsers.ts';
import { hashPassword } from './passwords.ts';
import { refuseTakenLogin } from './taken-login.ts';

type NewAccount = NonNullable<z.output<NonNullable<typeof contract.body>>['account']>;

export interface AcceptInvitationOptions {
  actor: Actor | null;
  token: string;
  account: NewAccount | undefined;
  address: string;
  request: Request;
  response: Response;
}

/**
 * With an account's data a new person is made, whoever is signed in here; without, the one who is signed in takes the
 * role on. They must have a password: a learner's link is known to others, and would carry the role to them.
 */
export async function acceptInvitation(
  context: AppContext,
  options: AcceptInvitationOptions,
): Promise<{ me: MeDto; seriesId: string | null }> {
  const { account, actor, address, request, response } = options;
  const invitation = await readInvitation(context, { token: options.token, address });
  const passwordHash = account ? await hashNewPassword(account) : null;
  const browser = toBrowser(context, request);

  const { person, newSignIn } = await refuseTakenLogin(() =>
    context.db.$transaction(async (tx) => {
      await takeInvitation(tx, { context, invitation });
      const person = account
        ? await createPerson(tx, { account, passwordHash })
        : await getPersonWithPassword(tx, actor);
      const changed = await giveRole(tx, { invitation, person });
      await writeAudit(tx, {
        actorId: person.id,
        action: 'invitation.accepted',
        seriesId: invitation.seriesId,
        details: { kind: toWireName(invitation.kind) },
      });
      const newSignIn =
        account || !actor
          ? await createSignIn(tx, { context, personId: person.id, origin: 'invitation', browser })
          : await renewSignIn(tx, { context, signInId: actor.signInId });
      return { person: changed, newSignIn };
    }),
  );

  await welcome(context, { invitation, person, newSignIn, request, response });
  return { me: toMeDto(person), seriesId: invitation.seriesId };
}

async function welcome(
  context: AppContext,
  options: {
    invitation: OpenInvitation;
    person: MeRow;
    newSignIn: NewSignIn;
    request: Request;
    response: Response;
  },
): Promise<void> {
  const { invitation, person, newSignIn, request, response } = options;
  handOverSignIn(context, response, newSignIn);
  context.events.emit('access.changed', {
    personId: person.id,
    // An organiser's role holds everywhere, and the old token of a renewed sign-in nowhere.
    ...(invitation.seriesId ? { seriesId: invitation.seriesId } : {}),
    reason: 'granted',
  });
  await rememberBrowser(context, { request, response, personId: person.id, token: newSignIn.token });
}

/** Of two who open the same link at once, one gets it: the second finds it accepted. */
async function takeInvitation(
  tx: Db,
  { context, invitation }: { context: AppContext; invitation: OpenInvitation },
): Promise<void> {
  const now = context.clock.now();
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (count === 0) throw appError('link_invalid');
  if (invitation.kind === 'FIRST_ORGANISER' && (await hasOrganiser(tx))) throw appError('link_invalid');
}

export async function hasOrganiser(tx: Db): Promise<boolean> {
  const organiser = await tx.person.findFirst({
    where: { platformRole: { not: 'NONE' } },
    select: { id: true },
  });
  return organiser !== null;
}

async function hashNewPassword(account: NewAccount): Promise<string> {
  if (!account.email && !account.phone) {
    throw appError('malformed', { fields: ['account.email', 'account.phone'] });
  }
  if (isCommonPassword(account.password, [account.name, account.email, account.phone])) {
    throw appError('malformed', { fields: ['account.password'] });
  }
  return hashPassword(account.password);
}

function createPerson(
  tx: Db,
  { account, passwordHash }: { account: NewAccount; passwordHash: string | null },
): Promise<MeRow> {
  return tx.person.create({
    data: {
      name: account.name,
      nameFolded: foldForSearch(account.name),
      email: account.email,
      phone: account.phone,
      passwordHash,
    },
  });
}

async function getPersonWithPassword(tx: Db, actor: Actor | null): Promise<MeRow> {
  const person = actor && (await tx.person.findUniqueOrThrow({ where: { id: actor.personId } }));
  if (!person?.passwordHash) throw appError('malformed', { fields: ['account'] });
  return person;
}

/** Nobody loses by an invitation: a trainer who is invited as a moderator stays a trainer. */
async function giveRole(
  tx: Db,
  { invitation, person }: { invitation: OpenInvitation; person: MeRow },
): Promise<MeRow> {
  const { kind, seriesId } = invitation;
  if (kind === 'FIRST_ORGANISER' || kind === 'ORGANISER') {
    if (person.platformRole !== 'NONE') return person;
    return tx.person.update({ where: { id: person.id }, data: { platformRole: 'ORGANISER' } });
  }
  if (!seriesId) throw new Error('an invitation to no series');

  await tx.seriesStaff.upsert({
    where: { seriesId_personId: { seriesId, personId: person.id } },
    create: { seriesId, personId: person.id, role: kind },
    update: kind === 'TRAINER' ? { role: kind } : {},
  });
  return person;
}
