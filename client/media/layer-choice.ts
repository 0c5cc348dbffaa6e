/** The pictures that a source sends, by height; `shared/features/media.ts` numbers them. Of a screen as most are. */
const layerHeights = { camera: [180, 360, 720], screen: [540, 1_080] } as const;
export type Pictures = keyof typeof layerHeights;
export type SpatialLayer = 0 | 1 | 2;

/** Video in motion hides a lack of pixels: from this share of them on, nobody asks for the next layer. Letters hide nothing. */
const SHARP_ENOUGH = { camera: 0.8, screen: 1 } as const;
/** On a phone's fine screen the eye cannot tell more than this from less, but the battery and the bill can. */
const PIXEL_RATIO_MAX = 2;

/**
 * The smallest layer that looks sharp at a size on screen.
 * @param height in CSS pixels
 */
export function chooseLayer(height: number, pixelRatio: number, pictures: Pictures = 'camera'): SpatialLayer {
  const wanted = height * Math.min(pixelRatio, PIXEL_RATIO_MAX) * SHARP_ENOUGH[pictures];
  const heights: readonly number[] = layerHeights[pictures];
  const layer = heights.findIndex((layerHeight) => layerHeight >= wanted);
  return (layer === -1 ? heights.length - 1 : layer) as SpatialLayer;
}
