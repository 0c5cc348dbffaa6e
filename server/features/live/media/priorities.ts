import type { MediaSource } from '#shared/media-sources.ts';

/** Between sources there is room for the three sizes of one. */
const STEP = 10;
const bySource: Record<MediaSource, number> = { microphone: 3, screen_audio: 3, screen: 2, camera: 1 };

/**
 * Who is served first where a line cannot carry everything, as mediasoup counts it (1 to 255): sound before a screen, a screen before faces, and of
 * the faces the one that stands largest on the page, which is the speaker.
 */
export function priorityOf(source: MediaSource, spatialLayer = 0): number {
  return bySource[source] * STEP + spatialLayer;
}
