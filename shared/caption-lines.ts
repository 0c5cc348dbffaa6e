/** Two rows of 42 signs: what is read at a glance on a phone, and the usual bound of broadcasters. */
export const CAPTION_LINE_MAX = 84;

/**
 * Cuts a text into captions: at line ends, then after sentences, then between words; a word that alone is too long is cut
 * within. Joined by spaces they are the text again, but for its white space.
 */
export function splitIntoCaptions(text: string, max = CAPTION_LINE_MAX): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter(Boolean)
    .flatMap((line) => splitLine(line, max));
}

function splitLine(line: string, max: number): string[] {
  const captions: string[] = [];
  let rest = [...line];
  while (rest.length > max) {
    const at = cutAt(rest, max);
    captions.push(rest.slice(0, at).join('').trim());
    rest = [...rest.slice(at).join('').trim()];
  }
  if (rest.length > 0) captions.push(rest.join(''));
  return captions;
}

/** After the last sentence or clause that fits if that is not a scrap, else at the last space, else where it is full. */
function cutAt(signs: readonly string[], max: number): number {
  let lastSpace = 0;
  let lastPause = 0;
  for (let at = 1; at <= max; at += 1) {
    if (signs[at] !== ' ') continue;
    lastSpace = at;
    if (/[.!?…;:,]/u.test(signs[at - 1] ?? '')) lastPause = at;
  }
  if (lastPause > max / 2) return lastPause;
  return lastSpace > 0 ? lastSpace : max;
}
