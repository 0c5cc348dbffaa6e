import type { TransportOptions } from 'mediasoup-client/types';
import type { TransportDto } from '#shared/features/media.ts';

/** The server's description of a transport as mediasoup-client wants it: the inside was made by mediasoup for it. */
export function toTransportOptions(opened: TransportDto): TransportOptions {
  return {
    id: opened.transportId,
    iceParameters: opened.iceParameters as TransportOptions['iceParameters'],
    iceCandidates: opened.iceCandidates as TransportOptions['iceCandidates'],
    dtlsParameters: opened.dtlsParameters as TransportOptions['dtlsParameters'],
  };
}
