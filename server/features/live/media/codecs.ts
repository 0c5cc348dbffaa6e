import type { types } from 'mediasoup';

/**
 * What every router speaks. VP8 because every browser of domain.md's phones encodes and decodes it and its simulcast
 * is the best tried; H.264 constrained baseline for devices whose hardware knows nothing else.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // In-band FEC: a lost packet is mended from the next one. DTX: silence costs a packet every 400 ms.
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/**
 * Bits per second that a send transport may bring in: 2.3 Mbit/s of three camera layers, 1 of a screen, sound, and room for
 * probing. A publisher that sends more hurts itself alone.
 */
export const MAX_INCOMING_BITRATE = 6_000_000;
/**
 * Where the estimate of a learner's bandwidth starts, in bits per second: enough for sound and the middle layer, so that the first picture
 * is not the smallest; a weak line is found out within a second.
 */
export const INITIAL_OUTGOING_BITRATE = 800_000;
