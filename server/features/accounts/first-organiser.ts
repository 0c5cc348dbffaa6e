import type { AppContext } from '#server/core/context.ts';
import { hasOrganiser } from './accept-invitation.ts';
import { createInvitation } from './invitations.service.ts';

/** Printed at the start and meant to be opened then and there. */
const VALID_DAYS = 1;

/**
 * Nobody runs a new Lectern: whoever sees its first lines becomes the organiser, by a link that works once. Each start
 * makes another as long as nobody has used one, and ends those before it; once there is an organiser, it makes none.
 */
export async function ensureFirstOrganiserLink(context: AppContext, origin: string): Promise<string | null> {
  return context.db.$transaction(async (tx) => {
    if (await hasOrganiser(tx)) return null;
    await tx.invitation.updateMany({
      where: { kind: 'FIRST_ORGANISER', acceptedAt: null, revokedAt: null },
      data: { revokedAt: context.clock.now() },
    });
    const { url } = await createInvitation(tx, {
      context,
      kind: 'FIRST_ORGANISER',
      seriesId: null,
      actorId: null,
      note: '',
      origin,
      validDays: VALID_DAYS,
    });
    return url;
  });
}
