/** Whole numbers from 1 as one short text, as in `1-40,43`: in order, each once, neighbours together. */
export type NumberRanges = string;

const pattern = /^(?:[1-9]\d{0,9}(?:-[1-9]\d{0,9})?(?:,(?!$)|$))*$/u;

export function writeRanges(numbers: Iterable<number>): NumberRanges {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const ranges: string[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to + 1] === (sorted[to] ?? Number.NaN) + 1) to += 1;
    ranges.push(from === to ? `${sorted[from]}` : `${sorted[from]}-${sorted[to]}`);
    from = to + 1;
  }
  return ranges.join(',');
}

/** @throws where the text was not made by `writeRanges` */
export function* readRanges(ranges: NumberRanges): Generator<number> {
  if (!pattern.test(ranges)) throw new Error('these are no ranges of numbers');
  if (ranges === '') return;
  for (const range of ranges.split(',')) {
    const [from, to = from] = range.split('-').map(Number);
    for (let number = from ?? 1; number <= (to ?? 0); number += 1) yield number;
  }
}
