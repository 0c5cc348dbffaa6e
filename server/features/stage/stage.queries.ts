import type { Db } from '#server/core/context.ts';
import type { SnapshotPart, SnapshotReader } from '#server/features/live/snapshot-part.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { OwnStageDto } from '#shared/features/stage.ts';
import { isStaff } from '#shared/roles.ts';
import type { Lead } from './lead.ts';
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
export function stagePart(
  db: Db,
  lead: Pick<Lead, 'read'>,
): SnapshotPart<SnapshotDto['stage'], Awaited<ReturnType<typeof readShared>>> {
  return {
    shared: ({ sessionId }) => readShared(db, lead, sessionId),
    own: async ({ hands, members, ...shared }, readers) => {
      const owns = await readOwnStages(db, readers);
      return readers.map(({ personId, role }) =>
        isStaff(role)
          ? { ...shared, hands: hands.map(toHandDto), members: members.map(toStageMemberDto) }
          : {
              ...shared,
              hands: hands.map(({ number }) => number),
              speakers: members.filter(({ state }) => state === 'ON_STAGE').map(toSpeakerDto),
              own: owns(personId),
            },
      );
    },
  };
}

async function readShared(db: Db, lead: Pick<Lead, 'read'>, sessionId: string) {
  const { spotlightId } = await getSpotlight(db, sessionId);
  const members = await listMembers(db, sessionId);
  const hands = await db.raisedHand.findMany({
    where: { sessionId },
    orderBy: { number: 'asc' },
    include: withPerson,
  });
  return { spotlightId, lead: await lead.read(sessionId), hands, members };
}

/** Of learners alone: an invitation is news to whom it is for, and to nobody else of the audience. */
async function readOwnStages(
  db: Db,
  readers: readonly SnapshotReader[],
): Promise<(personId: string) => OwnStageDto> {
  const learners = readers.filter(({ role }) => !isStaff(role));
  const [{ sessionId } = { sessionId: '' }] = learners;
  if (learners.length === 0) return () => toOwnStageDto(null, null);
  const where = { sessionId, personId: { in: learners.map(({ personId }) => personId) } };
  const hands = await db.raisedHand.findMany({ where, select: { personId: true, number: true } });
  const members = await db.stageMember.findMany({ where, include: withNames });
  return (personId) =>
    toOwnStageDto(
      hands.find((hand) => hand.personId === personId) ?? null,
      members.find((member) => member.personId === personId) ?? null,
    );
}
