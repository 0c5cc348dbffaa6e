import type { types } from 'mediasoup';
import type { AppContext } from '#server/core/context.ts';
import { AppError, appError } from '#shared/errors.ts';
import type { ConsumerDto, MediaSource, ReceiveWish, ReceivingDto } from '#shared/features/media.ts';
import { can } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { Live, Member } from '../live.ts';
import type { PeerMedia } from './peer-media.ts';

/**
 * Names the failures of an act on the worker. What it refuses (an unknown codec, a doubled stream) is the sender's mistake;
 * but whatever fails because a worker died in the middle of it means only that this page's media begin again.
 */
async function onWorker<Result>(
  { peer, room }: Member,
  epoch: number,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (peer.hasLeft) throw appError('not_joined');
    if (room.media.isOver(peer, epoch)) throw appError('media_reset');
    // It was closed while the act was on its way: by its page, with the stage, or with what it received.
    if (error instanceof Error && gone.has(error.name)) throw appError('not_found');
    if (error instanceof Error && refusals.has(error.name))
      throw appError('malformed', undefined, error.message);
    throw error;
  }
}

/** What mediasoup calls an object that has closed, here or in the worker. */
const gone = new Set(['NotFoundError', 'WorkerClosedError', 'InvalidStateError']);

/** `Error` is what a refusal by the worker itself arrives as. */
const refusals = new Set(['Error', 'TypeError', 'UnsupportedError']);

/** Nothing flows in a room whose doors are shut. */
function assertOpen({ room }: Member): void {
  if (!isRoomOpen(room.state)) throw appError('wrong_state');
}

/** Wires the media requests. Person, room and ownership come from the connection; `RoomMedia` checks every id. */
export function registerMediaSocket({ events }: AppContext, { sockets, turn }: Live): void {
  sockets.serve('media:open_receive', async ({ input: { epoch, receive }, member }) => {
    assertOpen(member);
    const opened = await onWorker(member, epoch, () => openReceiving(member, epoch, receive));
    return { ...opened, ...turn.give(member.peer) };
  });

  sockets.serve('media:open_send', async ({ input: { epoch }, member }) => {
    assertOpen(member);
    const opened = await onWorker(member, epoch, async () =>
      (await ownMedia(member, epoch)).openTransport('send'),
    );
    return { ...opened, ...turn.give(member.peer) };
  });

  sockets.serve('media:connect', async ({ input: { epoch, transportId, dtlsParameters }, member }) => {
    await onWorker(member, epoch, async () =>
      (await ownMedia(member, epoch)).connect(transportId, dtlsParameters),
    );
    return {};
  });

  sockets.serve('media:restart_ice', async ({ input: { epoch, transportId }, member }) => {
    const iceParameters = await onWorker(member, epoch, async () =>
      (await ownMedia(member, epoch)).restartIce(transportId),
    );
    return { iceParameters, ...turn.give(member.peer) };
  });

  sockets.serve('media:publish', async ({ input, member }) => {
    assertOpen(member);
    const { peer, room } = member;
    assertMaySend(member, input.source);
    const { personId, connectionId, role } = peer;
    const rtpParameters = input.rtpParameters as types.RtpParameters;
    const paused = input.paused || room.speakers.isHeld(personId, input.source);
    const { producerId } = await onWorker(member, input.epoch, () =>
      room.media.publish(peer, { ...input, paused, rtpParameters }),
    );
    // Staff may have acted while the worker did: their word holds.
    if (!can(room.speakers.roleOf(peer), 'media.publish')) {
      room.media.stopSending(connectionId);
      throw appError('not_allowed');
    }
    await room.speakers.silenceHeld(personId);
    events.emit('publication.started', { sessionId: room.sessionId, personId, role });
    return { producerId };
  });

  sockets.serve('media:pause', async ({ input, member }) => {
    if (!input.paused) assertNotHeld(member, input.producerId);
    await onWorker(member, input.epoch, () => member.room.media.pause(member.peer, input));
    const { peer, room } = member;
    await room.speakers.silenceHeld(peer.personId);
    return {};
  });

  sockets.serve('media:unpublish', async ({ input: { epoch, producerId }, member }) => {
    await onWorker(member, epoch, async () => (await ownMedia(member, epoch)).closeProducer(producerId));
    const { peer, room } = member;
    events.emit('publication.stopped', { sessionId: room.sessionId, personId: peer.personId });
    return {};
  });

  sockets.serve('media:subscribe', async ({ input, member }) => {
    assertOpen(member);
    const { peer, room } = member;
    const rtpCapabilities = input.rtpCapabilities as types.RtpCapabilities;
    const consumers = await onWorker(member, input.epoch, () =>
      room.media.subscribe(peer, { ...input, rtpCapabilities }),
    );
    return { consumers: consumers.map(toConsumerDto) };
  });

  sockets.serve('media:tune', async ({ input: { epoch, consumers }, member }) => {
    await onWorker(member, epoch, async () => {
      const own = await ownMedia(member, epoch);
      await Promise.all(consumers.map(({ consumerId, ...wanted }) => own.tune(consumerId, wanted)));
    });
    return {};
  });

  sockets.serve('media:unsubscribe', async ({ input: { epoch, consumerIds }, member }) => {
    await onWorker(member, epoch, async () => {
      const own = await ownMedia(member, epoch);
      for (const consumerId of consumerIds) own.closeConsumer(consumerId);
    });
    return {};
  });

  sockets.serve('media:report_rung', async ({ input: { rung }, member: { peer, room } }) => {
    room.media.noteRung(peer, rung);
    return {};
  });
}

/** A way in, and what is to come by it: the two questions of a page that begins to receive, answered as one. */
async function openReceiving(
  { peer, room }: Pick<Member, 'peer' | 'room'>,
  epoch: number,
  wish: ReceiveWish | undefined,
): Promise<ReceivingDto> {
  const { transport, consumers } = await room.media.receive(peer, { epoch, wish });
  return { ...transport, consumers: consumers.map(toConsumerDto) };
}

/**
 * The same with the answer to a join, so that a page has what it needs one round trip earlier. Null where nothing is to be received, and where it
 * did not work: then the page asks by itself, and hears what is wrong.
 */
export async function prepareReceiving(
  { peer, room }: Pick<Member, 'peer' | 'room'>,
  wish: ReceiveWish,
): Promise<ReceivingDto | null> {
  const { epoch } = room.media.toDto(peer);
  // A page whose own half is not ready yet, or that has none.
  if (!wish.rtpCapabilities.codecs?.length) return null;
  if (!isRoomOpen(room.state) || room.media.wanted(peer, wish.rung).length === 0) return null;
  const receiving = await openReceiving({ peer, room }, epoch, wish).catch(() => null);
  return room.media.isOver(peer, epoch) ? null : receiving;
}

function toConsumerDto({ id, producerId, kind, rtpParameters }: types.Consumer): ConsumerDto {
  return { consumerId: id, producerId, kind, rtpParameters };
}

/** A learner's screen is shown by nobody: what else stands on it is theirs alone. */
function assertMaySend({ role }: Member, source: MediaSource): void {
  const isScreen = source === 'screen' || source === 'screen_audio';
  if (isScreen && !can(role, 'stage.share_screen')) throw appError('not_allowed');
}

function assertNotHeld({ peer, room }: Member, producerId: string): void {
  const own = room.media.publications.find((publication) => publication.producerId === producerId);
  if (own && room.speakers.isHeld(peer.personId, own.source)) throw appError('locked');
}

function ownMedia({ peer, room }: Member, epoch: number): Promise<PeerMedia> {
  return room.media.of(peer, epoch);
}
