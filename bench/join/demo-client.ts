import { Device } from 'mediasoup-client';
import type { RtpParameters, TransportOptions } from 'mediasoup-client/types';
import { io } from 'socket.io-client';

/**
 * A learner's page as mediasoup's own demo would write it, against the same server: capabilities, a transport to send, one to receive, then the consumers,
 * each step after the answer to the one before; `connect` is waited for, and a consumer is resumed once the page is ready. Learners may not send
 * here, so a second way to receive stands for the first transport.
 */
export async function joinInDemoOrder(protocolVersion: number, code: string): Promise<void> {
  const socket = io({ transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const ask = async (name: string, input: unknown) => (await socket.emitWithAck(name, input)).data;

  const pageId = crypto.randomUUID();
  const { media } = await ask('room:join', { protocolVersion, code, position: null, pageId });
  const { epoch, routerRtpCapabilities, publications } = media;
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  await ask('media:open_receive', { epoch });
  const { transportId, ...opened } = await ask('media:open_receive', { epoch });
  const transport = device.createRecvTransport({ id: transportId, ...opened } as TransportOptions);
  transport.on('connect', ({ dtlsParameters }, proceed, refuse) => {
    ask('media:connect', { epoch, transportId, dtlsParameters }).then(proceed, refuse);
  });

  const producerIds = publications.map(({ producerId }: { producerId: string }) => producerId);
  const rtpCapabilities = device.recvRtpCapabilities;
  const { consumers } = await ask('media:subscribe', { epoch, transportId, producerIds, rtpCapabilities });
  await Promise.all(
    consumers.map(
      async (given: {
        consumerId: string;
        producerId: string;
        kind: 'audio' | 'video';
        rtpParameters: unknown;
      }) => {
        const { consumerId, producerId, kind } = given;
        const rtpParameters = given.rtpParameters as RtpParameters;
        await transport.consume({ id: consumerId, producerId, kind, rtpParameters });
        await ask('media:tune', { epoch, consumers: [{ consumerId, paused: false }] });
      },
    ),
  );
}
