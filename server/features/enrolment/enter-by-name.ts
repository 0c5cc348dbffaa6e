import type { Request, Response } from 'express';
import type { Actor, Scope } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { hashToId } from '#server/core/tokens.ts';
import { createSignIn, handOverSignIn, toBrowser } from '#server/features/accounts/browser.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import { foldForSearch } from '#shared/names.ts';
import { canEnterByLink, toYouDto } from './enrolment.mapper.ts';
import { assertRoomForMore, holdEnrolment } from './enrolment-bounds.ts';

export interface EnterByNameOptions {
  actor: Actor | null;
  scope: Scope;
  seriesId: string;
  clientId: string;
  name: string;
  address: string;
  request: Request;
  response: Response;
}

/** Somebody signed in is enrolled as who they are; anybody else becomes a new person with that name. */
export async function enterByName(context: AppContext, options: EnterByNameOptions): Promise<YouDto> {
  // Each of them writes rows, so it costs as writing does; the door's own budget counts wrong links only.
  await context.rateLimits.take({ rate: 'write', address: options.address, personId: null });
  const { actor } = options;
  return actor ? enrolMyself(context, { ...options, actor }) : enterAsNewPerson(context, options);
}

async function enrolMyself(
  { db, events, personalLinks }: AppContext,
  { actor, seriesId }: EnterByNameOptions & { actor: Actor },
): Promise<YouDto> {
  const { personId } = actor;
  const you = await db.$transaction(async (tx) => {
    const { count } = await tx.enrolment.createMany({
      data: [{ seriesId, personId, enteredByName: true }],
      skipDuplicates: true,
    });
    const enrolment = await tx.enrolment.findUniqueOrThrow({
      where: { seriesId_personId: { seriesId, personId } },
      include: { person: true },
    });
    if (enrolment.removedAt) throw appError('link_invalid');
    if (count > 0) {
      await assertRoomForMore(tx, seriesId, 0);
      await writeAudit(tx, { actorId: personId, action: 'learner.entered', seriesId, details: { personId } });
    }
    return toYouDto({ person: enrolment.person, role: 'learner', enrolment }, personalLinks);
  });
  events.emit('access.changed', { personId, seriesId, reason: 'granted' });
  return you;
}

async function enterAsNewPerson(context: AppContext, options: EnterByNameOptions): Promise<YouDto> {
  const { scope, seriesId, name, request, response } = options;
  const enrolmentId = toEnrolmentId(options.clientId);
  const browser = toBrowser(context, request);

  const { you, newSignIn } = await context.db.$transaction(async (tx) => {
    const enrolment =
      (await findFirstEntry(tx, { enrolmentId, seriesId, scope })) ??
      (await enrolNewPerson(tx, { enrolmentId, seriesId, name }));
    return {
      newSignIn: await createSignIn(tx, {
        context,
        personId: enrolment.personId,
        origin: 'learner_name',
        browser,
      }),
      you: toYouDto({ person: enrolment.person, role: 'learner', enrolment }, context.personalLinks),
    };
  });
  handOverSignIn(context, response, newSignIn);
  return you;
}

/** The answer to the first request was lost, with the cookie in it: the same browser is asking again. */
async function findFirstEntry(
  tx: Db,
  { enrolmentId, seriesId, scope: { sessionId } }: { enrolmentId: string; seriesId: string; scope: Scope },
) {
  const first = await tx.enrolment.findUnique({ where: { id: enrolmentId }, include: { person: true } });
  if (!first) return null;
  if (first.seriesId !== seriesId || !canEnterByLink(first.person)) throw appError('link_invalid');
  // Once its link was renewed, nothing from before lets anybody in.
  await holdEnrolment(tx, { id: first.id, linkVersion: 1 });
  const exclusion = await tx.exclusion.findFirst({
    where: { personId: first.personId, seriesId, liftedAt: null, OR: [{ sessionId }, { kind: 'BANNED' }] },
    select: { kind: true },
  });
  if (exclusion) throw appError(toWireName(exclusion.kind));
  return first;
}

async function enrolNewPerson(
  tx: Db,
  { enrolmentId, seriesId, name }: { enrolmentId: string; seriesId: string; name: string },
) {
  await assertRoomForMore(tx, seriesId);
  const person = await tx.person.create({ data: { name, nameFolded: foldForSearch(name) } });
  const enrolment = await tx.enrolment.create({
    data: { id: enrolmentId, seriesId, personId: person.id, enteredByName: true },
  });
  await writeAudit(tx, {
    actorId: person.id,
    action: 'learner.entered',
    seriesId,
    details: { personId: person.id },
  });
  return { ...enrolment, person };
}

/**
 * Whoever has the client's id gets in as the person that it made. So it stays between that browser and the server: the
 * enrolment's id, which staff can see, is made from it and does not lead back.
 */
function toEnrolmentId(clientId: string): string {
  return hashToId(`enter by name ${clientId}`);
}
