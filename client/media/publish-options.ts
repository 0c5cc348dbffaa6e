import type { ProducerOptions } from 'mediasoup-client/types';
import type { MediaSource } from '#shared/media-sources.ts';

/**
 * How each source is encoded. Bitrates of the camera's layers and the screen's are LiveKit's presets (livekit-client
 * `src/room/track/options.ts`), which are the best tried in the field.
 */
export function publishOptions(source: MediaSource): Pick<ProducerOptions, 'encodings' | 'codecOptions'> {
  switch (source) {
    case 'camera':
      return {
        encodings: [
          { scaleResolutionDownBy: 4, maxBitrate: 160_000 },
          { scaleResolutionDownBy: 2, maxBitrate: 450_000 },
          { scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
        ],
        codecOptions: { videoGoogleStartBitrate: 600 },
      };
    case 'screen':
      return {
        // Two, because letters at a quarter of their size help nobody.
        encodings: [
          { scaleResolutionDownBy: 2, maxBitrate: 250_000, maxFramerate: 5 },
          { scaleResolutionDownBy: 1, maxBitrate: 1_200_000, maxFramerate: 5 },
        ],
        codecOptions: { videoGoogleStartBitrate: 600 },
      };
    case 'microphone':
      return {
        codecOptions: {
          opusStereo: false,
          // A silence costs a packet every 400 ms instead of fifty a second; a lost packet is mended from the next.
          opusDtx: true,
          opusFec: true,
          // Half the packets of the usual 20 ms: a server's work, and a phone's, is by the packet.
          opusPtime: 40,
          opusMaxAverageBitrate: 32_000,
        },
      };
    case 'screen_audio':
      return {
        codecOptions: {
          opusStereo: true,
          opusDtx: false,
          opusFec: true,
          opusPtime: 40,
          opusMaxAverageBitrate: 96_000,
        },
      };
  }
}
