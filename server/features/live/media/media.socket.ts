import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { Live, Member } from '../live.ts';

/** What mediasoup refuses (unknown codecs, doubled ids…) is the sender's mistake, and says so. */
async function refusable<Result>(act: Promise<Result>): Promise<Result> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof TypeError) throw appError('malformed', undefined, error.message);
    if (error instanceof Error && error.name === 'UnsupportedError') {
      throw appError('malformed', undefined, error.message);
    }
    throw error;
  }
}

/** Nothing flows in a room whose doors are shut. */
function assertOpen({ room }: Member): void {
  if (!isRoomOpen(room.state)) throw appError('wrong_state');
}

/** Wires the media requests. Person, room and ownership come from the connection; `RoomMedia` checks every id. */
export function registerMediaSocket({ sockets }: Live): void {
  sockets.serve('media:open_receive', async ({ input, member }) => {
    assertOpen(member);
    return member.room.media.of(member.peer, input.epoch).openTransport('receive');
  });

  sockets.serve('media:open_send', async ({ input, member }) => {
    assertOpen(member);
    return member.room.media.of(member.peer, input.epoch).openTransport('send');
  });

  sockets.serve('media:connect', async ({ input, member }) => {
    const own = member.room.media.of(member.peer, input.epoch);
    await refusable(own.connect(input.transportId, input.dtlsParameters));
    return {};
  });

  sockets.serve('media:restart_ice', async ({ input, member }) => {
    const own = member.room.media.of(member.peer, input.epoch);
    return { iceParameters: await own.restartIce(input.transportId) };
  });

  sockets.serve('media:publish', async ({ input, member }) => {
    assertOpen(member);
    const rtpParameters = input.rtpParameters as types.RtpParameters;
    const { producerId } = await refusable(
      member.room.media.publish(member.peer, { ...input, rtpParameters }),
    );
    return { producerId };
  });

  sockets.serve('media:pause', async ({ input, member }) => {
    await member.room.media.pause(member.peer, input);
    return {};
  });

  sockets.serve('media:unpublish', async ({ input, member }) => {
    member.room.media.of(member.peer, input.epoch).closeProducer(input.producerId);
    return {};
  });

  sockets.serve('media:subscribe', async ({ input, member }) => {
    assertOpen(member);
    const rtpCapabilities = input.rtpCapabilities as types.RtpCapabilities;
    const consumers = await refusable(
      member.room.media.subscribe(member.peer, { ...input, rtpCapabilities }),
    );
    return {
      consumers: consumers.map(({ id, producerId, kind, rtpParameters }) => ({
        consumerId: id,
        producerId,
        kind,
        rtpParameters,
      })),
    };
  });

  sockets.serve('media:tune', async ({ input, member }) => {
    const own = member.room.media.of(member.peer, input.epoch);
    await Promise.all(input.consumers.map(({ consumerId, ...wanted }) => own.tune(consumerId, wanted)));
    return {};
  });

  sockets.serve('media:unsubscribe', async ({ input, member }) => {
    const own = member.room.media.of(member.peer, input.epoch);
    for (const consumerId of input.consumerIds) own.closeConsumer(consumerId);
    return {};
  });
}
