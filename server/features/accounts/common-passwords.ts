import { foldForSearch } from '#shared/names.ts';

/**
 * What people choose first, here and elsewhere, without the digits and signs they put around it: from the public lists of
 * the most common passwords, and their Vietnamese counterparts.
 */
const commonWords = new Set(
  `
  password passwort passw pass passcode mypassword admin administrator adminadmin root superadmin manager user username
  login guest test testing tester demo welcome hello hellohello letmein changeme secret default master access
  qwerty qwertyui qwertyuiop qwert asdf asdfgh asdfghjkl asdfasdf zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc
  qwerasdf wasd azerty azertyuiop abcd abcde abcdef abcdefg abcdefgh abcabc aaa xxx zzz
  iloveyou iloveu loveyou lovelove lovely love forever loveme mylove princess sunshine shadow monkey dragon football
  baseball basketball superman batman spiderman pokemon naruto doraemon starwars computer internet google facebook
  youtube tiktok instagram samsung iphone nokia oppo xiaomi michael jordan jessica charlie daniel thomas andrew
  ashley nicole summer winter flower freedom whatever trustno trustnoone nothing something killer hunter ranger
  jennifer chocolate cookie cheese banana orange purple butterfly liverpool chelsea arsenal barcelona realmadrid
  manchester manutd juventus ronaldo messi
  matkhau matkhaumoi matkhaucuatoi khongco khongbiet khongnho quenmatkhau dangnhap taikhoan nguoidung quantri quantrivien
  xinchao chaoban chaocacban anhyeuem emyeuanh yeuem yeuanh anhnhoem nhoem nhoanh yeuemnhieu anhyeuemnhieu tinhyeu
  maiyeuem mayyeuem yeumotnguoi hanhphuc giadinh giadinhtoi bame boyeu meyeu conyeu concuaba vochong vietnam vietnamvodich
  vietnamquehuong hanoi saigon danang hochiminh tphcm haiphong cantho hue nghean thanhhoa quangninh
  nguyen nguyenvan nguyenthi tranvan lethi phamvan tuan hung dung minh hoang huong linh trang thuy thao phuong
  congty nongthon nongthonmoi nongnghiep hoptacxa htx ocop ocopvn ocopvietnam moixamotsanpham sanpham dulich
  giaovien giangvien hocvien sinhvien truonghoc lophoc taphuan lectern zalo mobifone viettel vinaphone
  motha motharba motharbabon motmuoihai conmeo concho contho conheo meomeo cungcung bongda tinhban banbe thanhcong
  mayman anhday emday toiday tamsu buon buonqua codon
  `
    .trim()
    .split(/\s+/u),
);

/** Digits alone are tried in order: below this length, within an hour. */
const digitsMin = 12;
/** `aaaaaaaa`, `abababab`, `abcabcabc`: fewer different signs than this are no password. */
const differentSignsMin = 4;

/** Longer names are rare, and their first words are enough. */
const OWN_WORDS_MAX = 8;

const keyboardRows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * Whether it would be among the first that are tried: a common word with digits, a run of the keyboard, a few signs
 * repeated, a date or phone number, or what is known of the person (`own`: name, e-mail address, phone number).
 */
export function isCommonPassword(password: string, own: readonly (string | null)[]): boolean {
  const folded = foldForSearch(password.normalize('NFKC'));
  const letters = keepLetters(folded);

  if (new Set(letters).size < differentSignsMin) return true;
  if (/^\d+$/u.test(letters) && letters.length < digitsMin) return true;
  if (isRun(letters)) return true;

  const known = new Set(own.flatMap(wordsOf));
  return [letters, keepLetters(undisguise(folded))].map(stripDigits).some((word) => {
    return commonWords.has(word) || known.has(word) || isRepeated(word);
  });
}

/** `p@ssw0rd2024!` is `password2024!`: what stands at the end is a number, not letters in disguise. */
function undisguise(text: string): string {
  const letterOf: Record<string, string> = {
    '@': 'a',
    $: 's',
    0: 'o',
    1: 'i',
    3: 'e',
    4: 'a',
    5: 's',
    7: 't',
  };
  const tail = /[^\p{L}]*$/u.exec(text)?.[0] ?? '';
  const head = text.slice(0, text.length - tail.length);
  return [...head].map((sign) => letterOf[sign] ?? sign).join('') + tail;
}

function keepLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

function stripDigits(text: string): string {
  return text.replace(/^\d+/u, '').replace(/\d+$/u, '');
}

function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return keyboardRows.some((row) => {
    const endless = row + row;
    return endless.includes(text) || endless.includes(backwards);
  });
}

/** `matkhaumatkhau`: a common word twice is no better than once. */
function isRepeated(word: string): boolean {
  const half = word.slice(0, word.length / 2);
  return word.length > 0 && half + half === word && commonWords.has(half);
}

/** A name's words alone and joined in their order ("Hồng Gấm" of "Lê Thị Hồng Gấm"), an address's part before the @. */
function wordsOf(text: string | null): string[] {
  if (!text) return [];
  const [before = ''] = foldForSearch(text).split('@');
  const parts = before
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, OWN_WORDS_MAX);
  const joined = parts.flatMap((_, from) =>
    parts.slice(from).map((_, length) => parts.slice(from, from + length + 1)),
  );
  return joined.map((words) => stripDigits(words.join(''))).filter(Boolean);
}
