import type { Request, Response } from 'express';
import type { Actor, Scope } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { createSignIn, handOverSignIn, toBrowser } from '#server/features/accounts/browser.ts';
import { rememberShownOut } from '#server/features/accounts/shown-out-browser.ts';
import { appError } from '#shared/errors.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import { canEnterByLink, toYouDto } from './enrolment.mapper.ts';
import { holdEnrolment } from './enrolment-bounds.ts';

export interface EnterByLinkOptions {
  actor: Actor | null;
  scope: Scope;
  seriesId: string;
  linkToken: string;
  /** The one who is signed in here agrees to be signed out. */
  replace: boolean;
  address: string;
  request: Request;
  response: Response;
}

export async function enterByLink(context: AppContext, options: EnterByLinkOptions): Promise<YouDto> {
  const { actor, scope, replace, request, response } = options;
  const { enrolment, person } = await readLink(context, options);
  const exclusion = await context.access.findExclusion(person.id, 'learner', scope);
  if (exclusion) {
    rememberShownOut(context, { request, response, exclusionIds: [exclusion.exclusionId] });
    throw appError(exclusion.kind);
  }
  const you = toYouDto({ person, role: 'learner', enrolment }, context.personalLinks);
  if (actor?.personId === person.id) return you;

  if (!canEnterByLink(person)) throw appError('not_signed_in');
  if (actor && !replace) throw appError('link_of_other_person', { name: person.name });

  const browser = toBrowser(context, request);
  const newSignIn = await context.db.$transaction(async (tx) => {
    await holdEnrolment(tx, enrolment);
    return createSignIn(tx, { context, personId: person.id, origin: 'learner_link', browser });
  });
  handOverSignIn(context, response, newSignIn);
  return you;
}

/** A link that is not (or no longer) one of ours counts as a guess; that of a learner who was removed does not. */
async function readLink(
  { db, personalLinks, rateLimits }: AppContext,
  { linkToken, seriesId, address }: EnterByLinkOptions,
) {
  const enrolmentId = personalLinks.readEnrolmentId(linkToken);
  const found = enrolmentId
    ? await db.enrolment.findUnique({ where: { id: enrolmentId }, include: { person: true } })
    : null;
  if (
    !found ||
    !personalLinks.isGenuine(linkToken, { enrolmentId: found.id, linkVersion: found.linkVersion })
  ) {
    await rateLimits.punish({ address });
    throw appError('link_invalid');
  }
  if (found.seriesId !== seriesId || found.removedAt) throw appError('link_invalid');
  const { person, ...enrolment } = found;
  return { enrolment, person };
}
