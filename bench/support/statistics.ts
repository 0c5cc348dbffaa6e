/** The middle value; of an even count, the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

/** The value that this share of all is not above; 1 is the largest. NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The same of counts: so many were 0, 1, 2 …; what was never counted is left open. */
export function percentileOf(counts: readonly (number | undefined)[], share: number): number {
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  let seen = 0;
  for (const [value, count] of counts.entries()) {
    seen += count ?? 0;
    if (seen > 0 && seen >= share * total) return value;
  }
  return Number.NaN;
}
