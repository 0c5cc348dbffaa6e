import type { LocalDtlsParameters, RemoteTransport } from '#tests/support/thin-peer.ts';

/**
 * What a stage of either kind offers to the load: the same five steps a page takes. Ours answers them through Socket.IO and the room, the bare
 * script through the process channel.
 */
export interface Stage {
  /** Peer 0 publishes; the others receive. */
  open(peer: number): Promise<RemoteTransport & { transportId: string }>;
  connect(peer: number, transportId: string, dtlsParameters: LocalDtlsParameters): Promise<void>;
  publish(transportId: string, kind: 'audio' | 'video'): Promise<string>;
  /** Resumed already. */
  subscribe(peer: number, transportId: string, producerIds: string[]): Promise<void>;
}

/** 150 packets a second of 1,200 bytes, as of a 720p camera, and 50 of 160 bytes, as of a voice (performance.md G2). */
export const streams = {
  video: { ssrc: 1_111, payloadType: 96, packetsPerSecond: 150, bytes: 1_200, clockRate: 90_000 },
  audio: { ssrc: 2_222, payloadType: 111, packetsPerSecond: 50, bytes: 160, clockRate: 48_000 },
} as const;
export type StreamKind = keyof typeof streams;

/** What both sides publish with; alike to the letter, or the two runs would not be the same work. */
export function rtpParametersOf(kind: StreamKind) {
  const { ssrc, payloadType } = streams[kind];
  if (kind === 'audio') {
    return {
      codecs: [{ mimeType: 'audio/opus' as const, payloadType, clockRate: 48_000, channels: 2 }],
      headerExtensions: [],
      encodings: [{ ssrc }],
      rtcp: { cname: 'bench' },
    };
  }
  return {
    codecs: [
      {
        mimeType: 'video/VP8' as const,
        payloadType,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
    ],
    headerExtensions: [],
    encodings: [{ ssrc }],
    rtcp: { cname: 'bench' },
  };
}
