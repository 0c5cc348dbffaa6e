/** The column holds no more. */
const DEVICE_MAX = 120;

/** In order: each of the earlier ones also calls itself by the names of the later. */
const browsers: [mark: string, name: string][] = [
  ['Zalo', 'Zalo'],
  ['FBAN', 'Facebook'],
  ['FBAV', 'Facebook'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['coc_coc', 'Cốc Cốc'],
  ['OPR/', 'Opera'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
];

const systems: [mark: string, name: string][] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['CrOS', 'ChromeOS'],
  ['Windows', 'Windows'],
  ['Macintosh', 'Mac'],
  ['Linux', 'Linux'],
];

/** "Chrome · Android": names that are the same in every language, enough for its owner to recognise it. Empty if nothing is known. */
export function toDeviceLabel(userAgent: string | undefined): string {
  if (!userAgent) return '';
  const parts = [find(browsers, userAgent), find(systems, userAgent)].filter((part) => part !== undefined);
  return parts.join(' · ').slice(0, DEVICE_MAX);
}

function find(marks: [string, string][], userAgent: string): string | undefined {
  return marks.find(([mark]) => userAgent.includes(mark))?.[1];
}
