import type { Transport, TransportOptions } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import type { TransportDto } from '#shared/features/media.ts';

/** The server's description of a transport as mediasoup-client wants it: the inside was made by mediasoup for it. */
export function toTransportOptions(opened: TransportDto): TransportOptions {
  return {
    id: opened.transportId,
    iceParameters: opened.iceParameters as TransportOptions['iceParameters'],
    iceCandidates: opened.iceCandidates as TransportOptions['iceCandidates'],
    dtlsParameters: opened.dtlsParameters as TransportOptions['dtlsParameters'],
    // Tried beside the direct ways, and taken where those lead nowhere.
    ...(opened.iceServers && { iceServers: opened.iceServers }),
  };
}

/** The first rung of the ladder: new ways between the same two ends. */
export async function restartIce(request: Request, epoch: number, transport: Transport): Promise<void> {
  const { iceParameters, iceServers } = await request('media:restart_ice', {
    epoch,
    transportId: transport.id,
  });
  if (iceServers) await transport.updateIceServers({ iceServers });
  await transport.restartIce({ iceParameters } as Parameters<Transport['restartIce']>[0]);
}
