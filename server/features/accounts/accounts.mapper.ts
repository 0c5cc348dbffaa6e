import type { Invitation, Person, SeriesStaff, SignIn } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import {
  type InvitationDto,
  type MeDto,
  type SignInDto,
  type StaffDto,
  signInDto,
} from '#shared/features/accounts.ts';

export type MeRow = Pick<Person, 'id' | 'name' | 'email' | 'phone' | 'platformRole' | 'passwordHash'>;

export function toMeDto(row: MeRow): MeDto {
  return {
    personId: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    platformRole: toWireName(row.platformRole),
    hasPassword: row.passwordHash !== null,
  };
}

export function toSignInDto(row: Omit<SignIn, 'tokenHash'>, currentSignInId: string): SignInDto {
  return {
    signInId: row.id,
    device: row.device,
    origin: signInDto.shape.origin.parse(row.origin),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === currentSignInId,
  };
}

export function toInvitationDto(row: Omit<Invitation, 'tokenHash'>, now: Date): InvitationDto {
  return {
    invitationId: row.id,
    kind: toWireName(row.kind),
    note: row.note,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    state: toInvitationState(row, now),
  };
}

function toInvitationState(
  { acceptedAt, revokedAt, expiresAt }: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: Date,
): InvitationDto['state'] {
  if (acceptedAt) return 'accepted';
  if (revokedAt) return 'revoked';
  return expiresAt <= now ? 'expired' : 'open';
}

export function toStaffDto(row: SeriesStaff & { person: Pick<Person, 'name'> }): StaffDto {
  return {
    personId: row.personId,
    name: row.person.name,
    role: toWireName(row.role),
    since: row.createdAt.toISOString(),
  };
}
