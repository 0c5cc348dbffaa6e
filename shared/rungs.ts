/** How much of a class a page is sent, from most to least: what a weak line carries in the end is the slides and the words. */
export const rungs = ['full', 'small', 'sound', 'slides'] as const;
export type Rung = (typeof rungs)[number];

export function receivesVideo(rung: Rung): boolean {
  return rung === 'full' || rung === 'small';
}

export function receivesSound(rung: Rung): boolean {
  return rung !== 'slides';
}
