import type { Invitation, InvitationKind } from '#prisma/generated/client.ts';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { createToken, hashToken } from '#server/core/tokens.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { InvitationDto, StaffRoleName } from '#shared/features/accounts.ts';
import { toInvitationDto } from './accounts.mapper.ts';

const DAY_MS = 24 * 3_600_000;
/** Long enough for somebody who reads their messages once a week, twice. */
const INVITATION_DAYS = 14;
/** More open invitations to one series than it will ever have staff, or organisers to one installation. */
const OPEN_INVITATIONS_MAX = 50;
/** The newest, open or not: older ones are of interest to the audit alone. */
const LISTED_MAX = 100;

export interface CreatedInvitation {
  invitation: InvitationDto;
  url: string;
}

export interface InviteOptions {
  actor: Actor;
  note: string;
  /** Where the one who invites is looking at this Lectern. */
  origin: string;
}

export async function inviteOrganiser(
  context: AppContext,
  { actor, note, origin }: InviteOptions,
): Promise<CreatedInvitation> {
  return context.db.$transaction((tx) =>
    createInvitation(tx, {
      context,
      kind: 'ORGANISER',
      seriesId: null,
      actorId: actor.personId,
      note,
      origin,
    }),
  );
}

export async function inviteStaff(
  context: AppContext,
  options: InviteOptions & { seriesId: string; kind: StaffRoleName },
): Promise<CreatedInvitation> {
  const { actor, seriesId, note, origin } = options;
  return context.db.$transaction(async (tx) => {
    const [series] = await tx.$queryRaw<{ archivedAt: Date | null }[]>`
      SELECT "archivedAt" FROM "Series" WHERE "id" = ${seriesId}::uuid FOR UPDATE`;
    if (!series) throw appError('not_found');
    if (series.archivedAt) throw appError('wrong_state');
    const kind = toDbName(options.kind);
    return createInvitation(tx, { context, kind, seriesId, actorId: actor.personId, note, origin });
  });
}

export async function listInvitations(
  { db, clock }: AppContext,
  where: { seriesId: string } | { kind: InvitationKind },
): Promise<InvitationDto[]> {
  const rows = await db.invitation.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: LISTED_MAX,
    omit: { tokenHash: true },
  });
  return rows.map((row) => toInvitationDto(row, clock.now()));
}

/** Taking back one that is open no more changes nothing and succeeds. */
export async function revokeInvitation(
  { db, clock }: AppContext,
  options: { actor: Actor; invitationId: string; seriesId: string | null },
): Promise<void> {
  const { actor, invitationId, seriesId } = options;
  await db.$transaction(async (tx) => {
    const invitation = await tx.invitation.findFirst({
      where: { id: invitationId, seriesId, kind: { not: 'FIRST_ORGANISER' } },
      select: { kind: true },
    });
    if (!invitation) throw appError('not_found');
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: clock.now() },
    });
    if (count === 0) return;
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'invitation.revoked',
      seriesId,
      details: { kind: toWireName(invitation.kind) },
    });
  });
}

export type OpenInvitation = Pick<Invitation, 'id' | 'kind' | 'seriesId'> & {
  series: { title: string } | null;
};

/** @throws AppError `link_invalid`; a token that never was counts as a guess. */
export async function readInvitation(
  { db, clock, rateLimits }: AppContext,
  { token, address }: { token: string; address: string },
): Promise<OpenInvitation> {
  const invitation = await db.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { series: { select: { title: true } } },
  });
  if (!invitation) {
    await rateLimits.punish({ address });
    throw appError('link_invalid');
  }
  if (invitation.acceptedAt || invitation.revokedAt || invitation.expiresAt <= clock.now()) {
    throw appError('link_invalid');
  }
  return invitation;
}

/** The token goes into the fragment, which browsers keep to themselves: it stands in no server's or proxy's log. */
export async function createInvitation(
  tx: Db,
  options: {
    context: AppContext;
    kind: InvitationKind;
    seriesId: string | null;
    actorId: string | null;
    note: string;
    origin: string;
    validDays?: number;
  },
): Promise<CreatedInvitation> {
  const { context, kind, seriesId, actorId, note, origin, validDays = INVITATION_DAYS } = options;
  const now = context.clock.now();
  const open = await tx.invitation.count({
    where: { kind, seriesId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
  });
  if (open >= OPEN_INVITATIONS_MAX) throw appError('limit_reached', { max: OPEN_INVITATIONS_MAX });

  const token = createToken();
  const invitation = await tx.invitation.create({
    data: {
      kind,
      seriesId,
      note,
      tokenHash: hashToken(token),
      createdById: actorId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + validDays * DAY_MS),
    },
    omit: { tokenHash: true },
  });
  await writeAudit(tx, {
    actorId,
    action: 'invitation.created',
    seriesId,
    details: { kind: toWireName(kind) },
  });
  return { invitation: toInvitationDto(invitation, now), url: `${origin}/invitation#${token}` };
}
