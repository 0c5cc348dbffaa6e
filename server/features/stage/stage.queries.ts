import type { Db } from '#server/core/context.ts';
import type { SnapshotReader } from '#server/features/live/snapshot.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { LeadDto, OwnStageDto } from '#shared/features/stage.ts';
import { isStaff } from '#shared/roles.ts';
import {
  type MemberRow,
  toHandDto,
  toOwnStageDto,
  toSpeakerDto,
  toStageMemberDto,
  withNames,
  withPerson,
} from './stage.mapper.ts';

/** Everybody on the way to the stage or on it, in the order in which they came. */
export function listMembers(db: Db, sessionId: string): Promise<MemberRow[]> {
  return db.stageMember.findMany({
    where: { sessionId },
    orderBy: [{ since: 'asc' }, { personId: 'asc' }],
    include: withNames,
  });
}

/** Whoever staff show large to everybody. */
export function getSpotlight(db: Db, sessionId: string): Promise<{ spotlightId: string | null }> {
  return db.session.findUniqueOrThrow({ where: { id: sessionId }, select: { spotlightId: true } });
}

export async function getOwnStage(
  db: Db,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<OwnStageDto> {
  const sessionId_personId = { sessionId, personId };
  const hand = await db.raisedHand.findUnique({ where: { sessionId_personId }, select: { number: true } });
  const member = await db.stageMember.findUnique({ where: { sessionId_personId }, include: withNames });
  return toOwnStageDto(hand, member);
}

/** A joining page's stage: staff see who waits and who was asked, learners numbers and who is on. */
export async function readStage(
  db: Db,
  { sessionId, personId, role }: SnapshotReader,
  lead: LeadDto,
): Promise<SnapshotDto['stage']> {
  const { spotlightId } = await getSpotlight(db, sessionId);
  const members = await listMembers(db, sessionId);
  const hands = await db.raisedHand.findMany({
    where: { sessionId },
    orderBy: { number: 'asc' },
    include: withPerson,
  });
  if (isStaff(role)) {
    return { spotlightId, lead, hands: hands.map(toHandDto), members: members.map(toStageMemberDto) };
  }
  const isOwn = (row: { personId: string }): boolean => row.personId === personId;
  return {
    spotlightId,
    lead,
    hands: hands.map(({ number }) => number),
    speakers: members.filter(({ state }) => state === 'ON_STAGE').map(toSpeakerDto),
    own: toOwnStageDto(hands.find(isOwn) ?? null, members.find(isOwn) ?? null),
  };
}
