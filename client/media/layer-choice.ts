/** The three pictures a camera sends, by height; `shared/features/media.ts` numbers them. */
const layerHeights = [180, 360, 720] as const;
export type SpatialLayer = 0 | 1 | 2;

/** Video in motion hides a lack of pixels: from this share of them on, nobody asks for the next layer. */
const SHARP_ENOUGH = 0.8;
/** On a phone's fine screen the eye cannot tell more than this from less, but the battery and the bill can. */
const PIXEL_RATIO_MAX = 2;

/**
 * The smallest layer that looks sharp at a size on screen.
 * @param height in CSS pixels
 */
export function chooseLayer(height: number, pixelRatio: number): SpatialLayer {
  const wanted = height * Math.min(pixelRatio, PIXEL_RATIO_MAX) * SHARP_ENOUGH;
  const layer = layerHeights.findIndex((layerHeight) => layerHeight >= wanted);
  return layer === -1 ? 2 : (layer as SpatialLayer);
}
