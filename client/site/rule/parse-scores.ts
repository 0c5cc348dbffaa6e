import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { foldForSearch } from '#shared/names.ts';
import { isPhoneNumber, toInternational } from '#shared/phone-number.ts';

type Listed = Pick<EnrolmentDto, 'personId' | 'name' | 'email' | 'phone'>;

export type ScoreProblem = 'no_score' | 'out_of_range' | 'nobody' | 'several' | 'repeated';

export interface ParsedScore {
  line: number;
  text: string;
  learner?: Listed;
  scorePercent?: number;
  problem?: ScoreProblem;
}

/**
 * Lines as they are copied from a spreadsheet or a test elsewhere: whoever it is, and the score of 100 at the end. A learner is known by phone number
 * or e-mail; by name only where nobody else on the list has the same.
 */
export function parseScores(text: string, learners: readonly Listed[]): ParsedScore[] {
  const seen = new Set<string>();
  const parsed: ParsedScore[] = [];
  for (const [index, raw] of text
    .normalize('NFC')
    .split(/\r\n|\r|\n/u)
    .entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const score = parseLine(line, learners);
    // A heading says what stands below it.
    if (parsed.length === 0 && score.problem === 'no_score') continue;
    const personId = score.learner?.personId;
    const isRepeated = personId !== undefined && seen.has(personId);
    if (personId) seen.add(personId);
    parsed.push({
      line: index + 1,
      text: line,
      ...score,
      ...(isRepeated && { problem: 'repeated' as const }),
    });
  }
  return parsed;
}

function parseLine(line: string, learners: readonly Listed[]): Omit<ParsedScore, 'line' | 'text'> {
  const cells = line.split(/[\t;]|,\s|\s{2,}/u).map((cell) => cell.trim());
  const scored = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*%?$/u.exec(cells.at(-1) ?? '');
  if (cells.length < 2 || !scored) return { problem: 'no_score' };
  const scorePercent = Number(scored[1]?.replace(',', '.'));
  if (scorePercent > 100) return { problem: 'out_of_range' };
  const found = findLearners(cells.slice(0, -1), learners);
  const [learner] = found;
  if (!learner) return { problem: 'nobody' };
  return found.length > 1 ? { problem: 'several' } : { learner, scorePercent };
}

/** By what is one's own before what others may share. */
function findLearners(cells: string[], learners: readonly Listed[]): Listed[] {
  const phones = cells.map(toInternational).filter(isPhoneNumber);
  const emails = cells.map((cell) => cell.toLowerCase()).filter((cell) => cell.includes('@'));
  const known = learners.filter(
    ({ phone, email }) =>
      (phone !== null && phones.includes(phone)) || (email !== null && emails.includes(email)),
  );
  if (known.length > 0 || phones.length > 0 || emails.length > 0) return known;
  const names = new Set(cells.map(foldForSearch));
  return learners.filter(({ name }) => names.has(foldForSearch(name)));
}
