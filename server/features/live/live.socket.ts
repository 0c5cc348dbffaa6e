import { randomUUID } from 'node:crypto';
import type { AppContext } from '#server/core/context.ts';
import { protocolVersion } from '#shared/contract.ts';
import { appError } from '#shared/errors.ts';
import { roomRole } from '#shared/features/enrolment.ts';
import type { RequestOutput } from '#shared/protocol.ts';
import { can, isStaff } from '#shared/roles.ts';
import { Admission } from './admission.ts';
import type { Live } from './live.ts';
import { prepareReceiving } from './media/media.socket.ts';
import { Peer } from './peer.ts';
import type { Room } from './room.ts';

/** A reason of Socket.IO's that means: the page, or its system, said goodbye itself. Any other is a loss noticed late. */
const goodbyes = new Set(['client namespace disconnect', 'transport close']);

type JoinedRoom = RequestOutput<'room:join'>;

/** Joining, coming back and going. */
export function registerLiveSocket(
  context: AppContext,
  { sockets, rooms, door, snapshots, turn, listening }: Live,
): void {
  const { access, clock } = context;
  const admission = new Admission({ clock });

  /** A page that noticed a gap joins again on the same socket: it is still the same connection. */
  function findPeer(room: Room, socketId: string): Peer | undefined {
    const member = rooms.findMember(socketId);
    return member?.room === room ? member.peer : undefined;
  }

  sockets.serve('room:join', async ({ input, connection, socket }) => {
    if (input.protocolVersion !== protocolVersion) throw appError('version_mismatch');
    const scope = await access.scopeOf({ code: input.code });
    const { seriesId, sessionId } = scope;
    if (!seriesId || !sessionId) throw appError('not_found');
    const lookUpRole = async () => roomRole.safeParse(await access.roleOf(connection.actor, seriesId)).data;
    const role = await lookUpRole();
    if (!role || !can(role, 'room.join')) throw appError('not_found');

    const room = await rooms.getOrCreate(sessionId);
    if (room.state === 'archived') throw appError('wrong_state');
    const { actor } = connection;
    // Before the line too: whoever was shown out takes nobody's place in it.
    await access.assertNotExcluded(actor.personId, role, scope);
    const join = async (): Promise<JoinedRoom> => {
      if (!findPeer(room, socket.id)) {
        const { personId, signInId } = actor;
        // Asked again once the room is there: whoever is shown out from here on is kept out by the room itself.
        await access.assertNotExcluded(personId, role, scope);
        await door.assertMayEnter({ room, socket, personId, signInId, role });
        const doorAsAsked = room.door;
        // Nearly always from memory: whoever was signed out or taken out of the series on the way here stays out.
        if (!(await connection.isSignedIn())) throw appError('not_signed_in');
        const roleNow = await lookUpRole();
        if (!roleNow) throw appError('not_found');
        // Meanwhile the page may have gone, or the room, which nobody was in; what was looked up before means nothing then.
        if (!socket.connected) throw appError('not_joined');
        const isAsBefore = rooms.find(sessionId) === room && room.door === doorAsAsked && roleNow === role;
        if (!isAsBefore) throw appError('unavailable');
      }
      let peer = findPeer(room, socket.id);
      if (!peer) {
        peer = new Peer({ connectionId: randomUUID(), pageId: input.pageId, actor, role, socket, clock });
        rooms.enter(room, peer);
      }
      const audience = room.audienceOf(peer);
      const { position } = input;
      const number = audience.position();
      const missed =
        position?.epoch === room.epoch ? audience.findMissed(position.number, peer.personId) : undefined;
      const { receive } = input;
      if (receive) room.media.noteRung(peer, receive.rung);
      const { personId, name } = peer;
      const [parts, receiving] = await Promise.all([
        missed
          ? null
          : snapshots.read(
              { sessionId, seriesId, personId, role },
              () => `${room.epoch} ${audience.position()}`,
            ),
        receive ? prepareReceiving({ peer, room }, receive) : null,
      ]);
      const media = room.media.toDto(peer);
      const now = clock.now().toISOString();
      const snapshot = parts && { ...parts, presence: room.presence(), media, now };
      return {
        position: { epoch: room.epoch, number },
        you: { personId, name, role },
        snapshot,
        missed: missed ?? [],
        media,
        receiving: receiving && { ...receiving, ...turn.give(peer) },
        now,
      };
    };
    // Staff open the class, and those who come back take little: neither waits for those who come in.
    const isQuick = isStaff(role) || findPeer(room, socket.id) || input.position?.epoch === room.epoch;
    return isQuick ? join() : admission.admit(actor.personId, join);
  });

  sockets.serve('room:leave', async ({ socket }) => {
    rooms.leave(socket.id, { isFarewell: true });
    return {};
  });

  snapshots.assertComplete();
  sockets.open((socket) => {
    socket.on('disconnect', (reason) => {
      const member = rooms.findMember(socket.id);
      if (goodbyes.has(reason)) member?.peer.proveAlive();
      // Its page answers no more and may hear on all the same.
      if (reason === 'ping timeout' && member && listening.keeps(member.room, member.peer)) return;
      rooms.leave(socket.id, { isFarewell: reason === 'client namespace disconnect' });
    });
  });
}
