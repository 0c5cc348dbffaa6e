import type { AppContext } from '#server/core/context.ts';
import type { Turns } from '#server/core/turns.ts';
import type { Live, Member } from '#server/features/live/live.ts';
import { appError } from '#shared/errors.ts';
import { can, isStaff } from '#shared/roles.ts';
import { lowerHand, putDownHands, raiseHand } from './hands.service.ts';
import type { Lead } from './lead.ts';
import { toStageMemberDto } from './stage.mapper.ts';
import type { StageNews } from './stage.news.ts';
import { getOwnStage } from './stage.queries.ts';
import {
  answerInvitation,
  enterStage,
  holdSource,
  inviteToStage,
  leaveStage,
  noteMuting,
  removeFromStage,
  setSpotlight,
} from './stage.service.ts';

interface StageParts {
  news: StageNews;
  lead: Lead;
  turns: Turns;
}

/**
 * Each request: act in one transaction, tell the room, answer. What happens on one room's stage happens in turns, so that it is
 * told in the order in which it became true.
 */
export function registerStageSocket(context: AppContext, { sockets }: Live, parts: StageParts): void {
  const { access, db, clock } = context;
  const { news, lead, turns } = parts;
  const inTurn = <Result>({ room }: Member, act: () => Promise<Result>): Promise<Result> =>
    turns.run(room.sessionId, act);
  const actOf = ({ room, peer }: Member) => ({ db, sessionId: room.sessionId, personId: peer.personId });
  const ownOf = async ({ room, peer }: Member) => ({
    own: await getOwnStage(db, { sessionId: room.sessionId, personId: peer.personId }),
  });

  sockets.serve('hand:raise', async ({ member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      const hand = await raiseHand({ ...act, clock });
      if (hand) {
        await news.tellRaised(hand);
        await news.tellOwn(act);
      }
      return ownOf(member);
    }),
  );

  sockets.serve('hand:lower', async ({ member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      const numbers = await lowerHand(act);
      news.tellLowered({ ...act, numbers });
      if (numbers.length > 0) await news.tellOwn(act);
      return ownOf(member);
    }),
  );

  sockets.serve('hand:put_down', async ({ input, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      const lowered = await putDownHands({ ...act, ...input });
      news.tellLowered({ ...act, numbers: lowered.map(({ number }) => number) });
      for (const { personId } of lowered) await news.tellOwn({ ...act, personId });
      return {};
    }),
  );

  sockets.serve('stage:invite', async ({ input: { personId }, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      const { sessionId, seriesId } = member.room;
      const role = await access.roleOfPerson(personId, seriesId);
      const scope = { sessionId, seriesId, topicId: null, materialId: null, pollId: null };
      // Whoever was shown out would hold a seat that nobody can take.
      const isOut = await access.findExclusion(personId, role, scope);
      if (role !== 'learner' || isOut) throw appError('not_found');
      const invited = await inviteToStage({ ...act, clock, invitedId: personId });
      await news.tellStage({ ...act, about: [personId] });
      return { member: toStageMemberDto(invited) };
    }),
  );

  sockets.serve('stage:answer', async ({ input, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      await answerInvitation({ ...act, clock, ...input });
      await news.tellStage({ ...act, about: [act.personId] });
      return ownOf(member);
    }),
  );

  sockets.serve('stage:enter', async ({ member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      const numbers = await enterStage({ ...act, clock });
      news.tellLowered({ ...act, numbers });
      await news.tellStage({ ...act, about: [act.personId] });
      return ownOf(member);
    }),
  );

  sockets.serve('stage:leave', async ({ member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      await leaveStage(act);
      await news.tellStage({ ...act, about: [act.personId] });
      return ownOf(member);
    }),
  );

  sockets.serve('stage:remove', async ({ input: { personId }, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      await removeFromStage({ ...act, removedId: personId });
      await news.tellStage({ ...act, about: [personId] });
      return {};
    }),
  );

  sockets.serve('stage:mute', async ({ input: { personId }, member }) =>
    inTurn(member, async () => {
      const { room, peer, role } = member;
      const target = findSender(member, personId);
      if (target.isStaff && !can(role, 'stage.silence_staff')) throw appError('not_allowed');
      await noteMuting({ ...actOf(member), mutedId: personId });
      await room.media.silence(personId, ['microphone']);
      room.tellPerson(personId, 'stage:own_muted', { byName: peer.name });
      return {};
    }),
  );

  sockets.serve('stage:mute_all', async ({ input: { staffToo }, member }) =>
    inTurn(member, async () => {
      const { room, peer, role } = member;
      if (staffToo && !can(role, 'stage.silence_staff')) throw appError('not_allowed');
      await noteMuting({ ...actOf(member), mutedId: null });
      for (const { personId, isStaff } of findSenders(member)) {
        if (personId === peer.personId || (isStaff && !staffToo)) continue;
        await room.media.silence(personId, ['microphone']);
        room.tellPerson(personId, 'stage:own_muted', { byName: peer.name });
      }
      return {};
    }),
  );

  sockets.serve('stage:hold', async ({ input: { personId, source, held }, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      await holdSource({ ...act, heldId: personId, source, held });
      await news.tellStage({ ...act, about: [personId] });
      return {};
    }),
  );

  sockets.serve('stage:spotlight', async ({ input: { personId }, member }) =>
    inTurn(member, async () => {
      const act = actOf(member);
      if (personId) findSender(member, personId);
      const isNew = await setSpotlight({ ...act, spotlightId: personId });
      if (isNew) await news.tellStage({ ...act, about: [] });
      return {};
    }),
  );

  sockets.serve('lead:take_over', async ({ member }) => ({ lead: await lead.takeOver(actOf(member)) }));
}

interface StageSender {
  personId: string;
  isStaff: boolean;
}

/** Who is seen or heard in the room: learners on stage, and staff on air. */
function findSenders({ room }: Member): StageSender[] {
  const onAir = new Set(room.media.publications.map(({ personId }) => personId));
  const senders = new Map<string, StageSender>();
  for (const peer of room.peers) {
    const { personId } = peer;
    const isSending = onAir.has(personId) || room.speakers.roleOf(peer) === 'speaker';
    if (isSending) senders.set(personId, { personId, isStaff: isStaff(peer.role) });
  }
  return [...senders.values()];
}

/** @throws AppError `not_found` for whoever is neither seen nor heard */
function findSender(member: Member, personId: string): StageSender {
  const sender = findSenders(member).find((known) => known.personId === personId);
  if (!sender) throw appError('not_found');
  return sender;
}
