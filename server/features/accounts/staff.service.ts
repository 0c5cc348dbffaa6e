import type { Actor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { InvitationDto, StaffDto } from '#shared/features/accounts.ts';
import { compareByGivenName } from '#shared/names.ts';
import { toStaffDto } from './accounts.mapper.ts';
import { listInvitations } from './invitations.service.ts';

export async function listStaff(
  context: AppContext,
  seriesId: string,
): Promise<{ staff: StaffDto[]; invitations: InvitationDto[] }> {
  const rows = await context.db.seriesStaff.findMany({
    where: { seriesId },
    include: { person: { select: { name: true } } },
  });
  return {
    staff: rows.map(toStaffDto).sort((left, right) => compareByGivenName(left.name, right.name)),
    invitations: await listInvitations(context, { seriesId }),
  };
}

export async function removeStaff(
  { db, events }: AppContext,
  { actor, seriesId, personId }: { actor: Actor; seriesId: string; personId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [removed] = await tx.$queryRaw<{ role: 'TRAINER' | 'MODERATOR' }[]>`
      DELETE FROM "SeriesStaff" WHERE "seriesId" = ${seriesId}::uuid AND "personId" = ${personId}::uuid
      RETURNING "role"::text`;
    if (!removed) throw appError('not_found');
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'staff.removed',
      seriesId,
      details: { personId, role: toWireName(removed.role) },
    });
  });
  events.emit('access.changed', { personId, seriesId, reason: 'removed' });
}
