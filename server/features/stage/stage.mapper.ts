import type { Prisma } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { HandDto, OwnStageDto, SpeakerDto, StageMemberDto } from '#shared/features/stage.ts';

const name = { select: { name: true } } as const;

/** What every reader of a hand or of a member of the stage needs beside its row. */
export const withPerson = { person: name } satisfies Prisma.RaisedHandInclude;
export const withNames = {
  person: name,
  invitedBy: name,
  microphoneHeldBy: name,
  cameraHeldBy: name,
} satisfies Prisma.StageMemberInclude;

export type HandRow = Prisma.RaisedHandGetPayload<{ include: typeof withPerson }>;
export type MemberRow = Prisma.StageMemberGetPayload<{ include: typeof withNames }>;

/** For staff; learners know a hand by its number alone. */
export function toHandDto(row: HandRow): HandDto {
  return {
    number: row.number,
    personId: row.personId,
    name: row.person.name,
    raisedAt: row.raisedAt.toISOString(),
  };
}

/** For everybody: who is on stage has agreed to be seen. */
export function toSpeakerDto(row: MemberRow): SpeakerDto {
  return { personId: row.personId, name: row.person.name };
}

/** For staff, and for the learner it is about. */
export function toStageMemberDto(row: MemberRow): StageMemberDto {
  return {
    personId: row.personId,
    name: row.person.name,
    state: toWireName(row.state),
    since: row.since.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    invitedByName: row.invitedBy?.name ?? null,
    microphoneHeldByName: row.microphoneHeldBy?.name ?? null,
    cameraHeldByName: row.cameraHeldBy?.name ?? null,
  };
}

export function toOwnStageDto(hand: { number: number } | null, member: MemberRow | null): OwnStageDto {
  return { hand: hand?.number ?? null, member: member && toStageMemberDto(member) };
}
