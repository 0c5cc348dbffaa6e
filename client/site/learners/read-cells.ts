import { limits } from '#shared/limits.ts';
import { isPhoneNumber, toInternational } from '#shared/phone-number.ts';

const email = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/u;
const yearAlone = /(?<!\d)(?:19|20)\d{2}(?!\d)/u;

/** A spreadsheet that took the number for a number has dropped its leading 0. */
export function readPhone(typed: string): string | 'wrong' {
  const digits = typed.replace(/\D/gu, '');
  const phone = toInternational(/^[35789]\d{8}$/u.test(digits) ? `0${digits}` : typed);
  return isPhoneNumber(phone) ? phone : 'wrong';
}

export function readEmail(typed: string): string | 'wrong' {
  return email.test(typed) ? typed.toLowerCase() : 'wrong';
}

/** The year of 1979, of 12/3/1979 and of 1979-03-12. */
export function readBirthYear(typed: string): number | undefined {
  const year = Number(yearAlone.exec(typed)?.[0] ?? Number.NaN);
  return year >= limits.birthYearMin && year <= limits.birthYearMax ? year : undefined;
}
