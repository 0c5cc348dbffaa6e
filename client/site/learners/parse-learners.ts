import { countCodePoints } from '#client/lib/names.ts';
import { limits } from '#shared/limits.ts';
import { foldForSearch } from '#shared/names.ts';
import { isPhoneNumber, toInternational } from '#shared/phone-number.ts';

export type LearnerProblem = 'name_missing' | 'name_too_long' | 'phone_wrong' | 'email_wrong' | 'repeated';

/** One line of a pasted list, as Lectern understood it. */
export interface ParsedLearner {
  /** From 1, as the person sees it in the text field. */
  line: number;
  name: string;
  phone: string | null;
  email: string | null;
  /** Lines with a problem are shown, and left out until they are mended. */
  problem: LearnerProblem | null;
}

const separators = /[\t;,|]|\s[–—-]\s/u;
const emailLike = /[^\s<>,;|()"']+@[^\s<>,;|()"']*/u;
const email = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/u;
/** Digits with the marks that people put between them; short runs are numbers of rows, years, villages. */
const phoneLike = /\+?\(?\d[\d .()-]{6,}\d/u;
const shortNumber = /^\+?\d[\d .()-]{3,}\d$/u;
const heading = /^(stt|so thu tu|ho (va )?ten|ten|name|full name|no\.?)\b/u;

/**
 * Reads a list as people keep it: one learner a line, the name with a phone number and an e-mail address in any order,
 * copied from a spreadsheet, a chat or a letter. Row numbers, quotes and a heading line are left out.
 */
export function parseLearners(text: string): ParsedLearner[] {
  const seen = new Set<string>();
  const learners: ParsedLearner[] = [];
  for (const [index, raw] of text
    .normalize('NFC')
    .split(/\r\n|\r|\n/u)
    .entries()) {
    const line = raw.replace(/["“”]/gu, ' ').trim();
    if (line === '' || (learners.length === 0 && isHeading(line))) continue;
    const learner = parseLine(line, index + 1);
    learners.push(
      seenBefore(seen, learner) ? { ...learner, problem: learner.problem ?? 'repeated' } : learner,
    );
  }
  return learners;
}

function parseLine(line: string, number: number): ParsedLearner {
  const foundEmail = emailLike.exec(line)?.[0].replace(/[.:]+$/u, '');
  const withoutEmail = foundEmail ? line.replace(foundEmail, ' , ') : line;
  const foundPhone = phoneLike.exec(withoutEmail)?.[0] ?? shortNumberAmong(withoutEmail);
  const withoutPhone = foundPhone ? withoutEmail.replace(foundPhone, ' , ') : withoutEmail;

  const name = nameAmong(withoutPhone);
  const phone = foundPhone ? readPhone(foundPhone) : null;
  return {
    line: number,
    name,
    phone: phone === 'wrong' ? null : phone,
    email: foundEmail && email.test(foundEmail) ? foundEmail.toLowerCase() : null,
    problem: problemOf({
      name,
      phoneWrong: phone === 'wrong',
      emailWrong: !!foundEmail && !email.test(foundEmail),
    }),
  };
}

/** A part of its own that can only have been meant as a phone number, although digits are missing. */
function shortNumberAmong(text: string): string | undefined {
  const parts = text.split(separators).map((part) => part.trim());
  return parts.find((part, at) => at > 0 && shortNumber.test(part));
}

/** The first part with letters in it, without the row's number or bullet. */
function nameAmong(text: string): string {
  const parts = text.split(separators).map((part) =>
    part
      .replace(/^[\s\d.):*•–—-]+/u, '')
      .replace(/[\s:.()<>–—-]+$/u, '')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
  return parts.find((part) => /\p{L}/u.test(part)) ?? '';
}

/** A spreadsheet that took the number for a number has dropped its leading 0. */
function readPhone(typed: string): string | 'wrong' {
  const digits = typed.replace(/\D/gu, '');
  const phone = toInternational(/^[35789]\d{8}$/u.test(digits) ? `0${digits}` : typed);
  return isPhoneNumber(phone) ? phone : 'wrong';
}

function problemOf(found: { name: string; phoneWrong: boolean; emailWrong: boolean }): LearnerProblem | null {
  if (found.name === '') return 'name_missing';
  if (countCodePoints(found.name) > limits.nameMax) return 'name_too_long';
  if (found.phoneWrong) return 'phone_wrong';
  return found.emailWrong ? 'email_wrong' : null;
}

/** Two people may share a name; a phone number or an e-mail address belongs to one. */
function seenBefore(seen: Set<string>, { name, phone, email: address }: ParsedLearner): boolean {
  const marks = [phone, address].filter((mark) => mark !== null);
  if (marks.length === 0) marks.push(`name ${foldForSearch(name)}`);
  const repeated = marks.some((mark) => seen.has(mark));
  for (const mark of marks) seen.add(mark);
  return repeated;
}

function isHeading(line: string): boolean {
  return heading.test(foldForSearch(line)) && !/\d{5}/u.test(line) && !line.includes('@');
}
