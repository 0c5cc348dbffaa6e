/**
 * A phone number in international form. A Vietnamese number may be typed with its leading 0 and any spacing:
 * 10 digits that begin 03, 05, 07, 08 or 09 become +84…. What is no phone number comes back unrecognisable:
 * ask `isPhoneNumber` afterwards.
 */
export function toInternational(typed: string): string {
  const digits = typed.replace(/[\s().-]/gu, '');
  if (/^0[35789]\d{8}$/u.test(digits)) return `+84${digits.slice(1)}`;
  if (/^84[35789]\d{8}$/u.test(digits)) return `+${digits}`;
  return digits.replace(/^00/u, '+');
}

export function isPhoneNumber(international: string): boolean {
  return /^\+[1-9]\d{7,14}$/u.test(international);
}

/** As its owner writes it: 0912 345 678 for a Vietnamese mobile, else the international form. */
export function toFamiliar(international: string): string {
  const national = /^\+84([35789]\d)(\d)(\d{3})(\d{3})$/u.exec(international);
  return national ? `0${national[1]}${national[2]} ${national[3]} ${national[4]}` : international;
}
