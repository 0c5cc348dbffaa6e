/** The words of the five points, from worst to best; they fit whatever staff have rated. */
export const ratingWords = [
  'rating.one',
  'rating.two',
  'rating.three',
  'rating.four',
  'rating.five',
] as const;
