import { limits } from '#shared/limits.ts';
import { foldForSearch } from '#shared/names.ts';
import { findProvince, type ProvinceCode } from '#shared/provinces.ts';
import { noDetails, type ParsedLearner, problemOf, upTo } from './parsed-learner.ts';
import { readBirthYear, readEmail, readPhone } from './read-cells.ts';

const separators = /[\t;,|]|\s[–—-]\s/u;
const emailLike = /[^\s<>,;|()"']+@[^\s<>,;|()"']*/u;
/** Digits with the marks that people put between them; short runs are numbers of rows, years, villages. */
const phoneLike = /\+?\(?\d[\d .()-]{6,}\d/u;
const shortNumber = /^\+?\d[\d .()-]{3,}\d$/u;
const year = /^(?:19|20)\d{2}$/u;

/**
 * One learner a line, in no particular order: the first part with letters is the name; of what is left a province is a province, a year
 * the year of birth, and the first other part where they come from. What remains is said, not swallowed.
 */
export function parseLine(line: string, number: number): ParsedLearner {
  const foundEmail = emailLike.exec(line)?.[0].replace(/[.:]+$/u, '');
  const withoutEmail = foundEmail ? line.replace(foundEmail, ' , ') : line;
  const foundPhone = phoneLike.exec(withoutEmail)?.[0] ?? shortNumberAmong(withoutEmail);
  const withoutPhone = foundPhone ? withoutEmail.replace(foundPhone, ' , ') : withoutEmail;

  const parts = withoutPhone.split(separators).map(trimPart);
  const nameAt = parts.findIndex((part) => /\p{L}/u.test(part));
  const name = parts[nameAt] ?? '';
  const phone = foundPhone ? readPhone(foundPhone) : null;
  const email = foundEmail ? readEmail(foundEmail) : null;
  return {
    line: number,
    name,
    phone: phone === 'wrong' ? null : phone,
    email: email === 'wrong' ? null : email,
    ...readRest(parts.slice(nameAt + 1).filter(Boolean)),
    problem: problemOf({ name, phoneWrong: phone === 'wrong', emailWrong: email === 'wrong' }),
  };
}

function readRest(
  parts: readonly string[],
): Omit<ParsedLearner, 'line' | 'name' | 'phone' | 'email' | 'problem'> {
  const found = { ...noDetails, unread: [] as ParsedLearner['unread'] };
  for (const part of parts) {
    const province = provinceAmong(part);
    if (province && found.province === null) found.province = province;
    else if (year.test(part) && found.birthYear === null) found.birthYear = readBirthYear(part) ?? null;
    else if (/\p{L}/u.test(part) && found.organisation === null && upTo(limits.organisationMax)(part)) {
      found.organisation = part;
    } else if (/\p{L}|\d{2}/u.test(part)) found.unread.push({ field: 'rest', text: part });
  }
  return found;
}

/** A number alone is no province here: it may be the number of anything. */
function provinceAmong(part: string): ProvinceCode | undefined {
  return /^\d+$/u.test(foldForSearch(part)) ? undefined : findProvince(part);
}

/** A part of its own that can only have been meant as a phone number, although digits are missing. */
function shortNumberAmong(text: string): string | undefined {
  const parts = text.split(separators).map((part) => part.trim());
  return parts.find((part, at) => at > 0 && shortNumber.test(part));
}

/** Without the row's number or bullet. */
function trimPart(part: string): string {
  const tidy = part
    .replace(/[\s:.()<>–—-]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return year.test(tidy) ? tidy : tidy.replace(/^[\s\d.):*•–—-]+/u, '');
}
