import type { RequestInput } from '#shared/protocol.ts';

/** What a browser would send, without a browser: valid for the worker, though no packet ever follows. */

export const dtlsParameters: RequestInput<'media:connect'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [
    {
      algorithm: 'sha-256',
      value: Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0').toUpperCase()).join(
        ':',
      ),
    },
  ],
};

export function opusParameters(ssrc = 11_111): RequestInput<'media:publish'>['rtpParameters'] {
  return {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1 },
      },
    ],
    headerExtensions: [],
    encodings: [{ ssrc, dtx: true }],
    rtcp: { cname: 'test' },
  };
}

export function simulcastParameters(): RequestInput<'media:publish'>['rtpParameters'] {
  return {
    mid: '0',
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'goog-remb' }],
      },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 2 },
    ],
    encodings: [{ rid: 'r0' }, { rid: 'r1' }, { rid: 'r2' }],
    // As Chromium sends it for simulcast.
    rtcp: { cname: '', reducedSize: true },
  };
}

/** A receiver of everything that the room's router speaks. */
export function toRtpCapabilities(router: unknown): RequestInput<'media:subscribe'>['rtpCapabilities'] {
  return router as RequestInput<'media:subscribe'>['rtpCapabilities'];
}
