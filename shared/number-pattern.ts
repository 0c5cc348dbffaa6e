/** Numbers are written `{n}`, or `{nnnn}` for at least four digits; `{year}` is the year of issue. */
const number = /\{(n+)\}/gu;

/**
 * Whether each number gives a text of its own: there is exactly one place for it, and no digit beside that would run into it
 * ("1{n}" for 2 is "{n}" for 12).
 */
export function isNumberPattern(pattern: string): boolean {
  return pattern.match(number)?.length === 1 && !/[\d}]\{n+\}|\{n+\}[\d{]/u.test(pattern);
}

export function fillNumberPattern(
  pattern: string,
  { number: n, year }: { number: number; year: number },
): string {
  return pattern
    .replace(number, (_, places: string) => String(n).padStart(places.length, '0'))
    .replaceAll('{year}', String(year));
}
