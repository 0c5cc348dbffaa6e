import { foldForSearch } from '#shared/names.ts';

/**
 * Two short words that everybody knows and hears alike from north to south, over a poor line too: none begins with what some regions
 * say as others (s and x, tr and ch, v, d, gi and r, l and n), and no two are near each other.
 */
export const codeWords = [
  'bánh mì',
  'bắp cải',
  'bông hồng',
  'bếp than',
  'cà phê',
  'củ khoai',
  'cam ngọt',
  'cửa kính',
  'cánh đồng',
  'cơm tấm',
  'con công',
  'đám mây',
  'đậu phụ',
  'đồng hồ',
  'đôi đũa',
  'gà mái',
  'gạo thơm',
  'hạt tiêu',
  'hoa cúc',
  'hộp quà',
  'khăn tay',
  'khế ngọt',
  'kẹo gừng',
  'mặt biển',
  'mật ong',
  'kho báu',
  'măng cụt',
  'mèo con',
  'mưa phùn',
  'ngô bắp',
  'ngói đỏ',
  'ớt hiểm',
  'phở bò',
  'quả bóng',
  'quạt máy',
  'thác cao',
  'thuyền buồm',
  'tô canh',
  'hàng cau',
] as const;

/** As they are compared: without marks, spaces and signs, however the phone has written them. */
export function foldWord(text: string): string {
  return foldForSearch(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** One letter wrong, missing or too many is a slip of the thumb, or how it sounded. */
const SLIPS_MAX = 1;

export function isWord(written: string, word: string): boolean {
  return differsBy(foldWord(written), foldWord(word), SLIPS_MAX);
}

/** Whether one text becomes the other by at most so many letters changed, left out or put in. */
export function differsBy(left: string, right: string, max: number): boolean {
  if (Math.abs(left.length - right.length) > max) return false;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= right.length; other += 1) {
      const same = left[at - 1] === right[other - 1] ? 0 : 1;
      next[other] = Math.min((row[other - 1] ?? 0) + same, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1);
    }
    row = next;
  }
  return (row[right.length] ?? Infinity) <= max;
}

/** One that this session has not had, as long as there is one. */
export function drawWord(used: ReadonlySet<string>, random: () => number): string {
  const fresh = codeWords.filter((word) => !used.has(word));
  const words = fresh.length > 0 ? fresh : codeWords;
  return words[Math.floor(random() * words.length)] ?? codeWords[0];
}
