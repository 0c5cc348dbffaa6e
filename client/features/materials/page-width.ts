/** On a phone's fine screen the eye cannot tell more than this from less, but the line can. */
const PIXEL_RATIO_MAX = 2;
/** A picture this much narrower than its place still looks sharp. */
const STRETCH_MAX = 1.15;

/**
 * Which of a page's pictures to fetch: the narrowest that is sharp at its size on screen, or the widest there is.
 * @param widths narrow to wide, in pixels
 * @param shownWidth in CSS pixels
 */
export function choosePageWidth(widths: readonly number[], shownWidth: number, pixelRatio: number): number {
  const wanted = (shownWidth * Math.min(pixelRatio, PIXEL_RATIO_MAX)) / STRETCH_MAX;
  const widest = widths.at(-1);
  if (widest === undefined) throw new Error('a page without pictures');
  return widths.find((width) => width >= wanted) ?? widest;
}
