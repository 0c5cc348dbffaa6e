import type { LearnerDetails } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';
import { foldForSearch } from '#shared/names.ts';
import { findParticipantGroup } from '#shared/participant-groups.ts';
import { findProvince } from '#shared/provinces.ts';
import { type ColumnKind, readHeading } from './learner-columns.ts';
import { parseLine } from './parse-line.ts';
import { type ParsedLearner, problemOf, upTo } from './parsed-learner.ts';
import { readBirthYear, readEmail, readPhone } from './read-cells.ts';
import { readTable, type TableRow } from './read-table.ts';

export interface ParsedList {
  learners: ParsedLearner[];
  /** Columns with something in them that Lectern has no place for. */
  unreadColumns: string[];
}

const heading = /^(stt|so thu tu|ho (va )?ten|ten|name|full name|no\.?)\b/u;

/**
 * Reads a list as people keep it. With a heading row it is a table, whatever the order of its columns; without one each line is a learner,
 * the name with a phone number and an e-mail address in any order, copied from a chat or a letter.
 */
export function parseLearners(text: string): ParsedList {
  const composed = text.normalize('NFC');
  const [first, ...rows] = readTable(composed);
  const kinds = first && readHeading(first.cells);
  const found = kinds ? rows.map((row) => readLooseRow(row) ?? readRow(row, kinds)) : parseLines(composed);
  const seen = new Set<string>();
  return {
    learners: found.map((learner) =>
      seenBefore(seen, learner) ? { ...learner, problem: learner.problem ?? 'repeated' } : learner,
    ),
    unreadColumns: kinds ? unreadColumnsOf(first.cells, kinds, rows) : [],
  };
}

function parseLines(text: string): ParsedLearner[] {
  const learners: ParsedLearner[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/u).entries()) {
    const line = raw.replace(/["“”\uFEFF]/gu, ' ').trim();
    if (line === '' || (learners.length === 0 && isHeading(line))) continue;
    learners.push(parseLine(line, index + 1));
  }
  return learners;
}

/** A line that was typed below a table, in a manner of its own: all of it stands in one cell, with marks between its parts. */
function readLooseRow({ line, cells }: TableRow): ParsedLearner | undefined {
  const [only = '', ...others] = cells.filter(Boolean);
  return others.length === 0 && /[,;|]/u.test(only) ? parseLine(only, line) : undefined;
}

function readRow({ line, cells }: TableRow, kinds: readonly (ColumnKind | null)[]): ParsedLearner {
  const cell = (kind: ColumnKind): string => cells[kinds.indexOf(kind)] ?? '';
  const unread: ParsedLearner['unread'] = [];
  const read = <Value>(field: keyof LearnerDetails, find: (text: string) => Value | undefined) => {
    const typed = cell(field);
    if (typed === '') return null;
    const value = find(typed);
    if (value === undefined) unread.push({ field, text: typed });
    return value ?? null;
  };
  // Added below the table by hand, as people write in a chat: everything in one cell.
  const filled = cells.filter(Boolean);
  if (cell('name') === '' && filled.length === 1 && filled[0]?.includes(','))
    return parseLine(filled[0], line);
  const name = cell('name') || [cell('familyName'), cell('givenName')].filter(Boolean).join(' ');
  const phone = cell('phone') === '' ? null : readPhone(cell('phone'));
  const email = cell('email') === '' ? null : readEmail(cell('email'));
  return {
    line,
    name,
    phone: phone === 'wrong' ? null : phone,
    email: email === 'wrong' ? null : email,
    organisation: read('organisation', upTo(limits.organisationMax)),
    position: read('position', upTo(limits.positionMax)),
    province: read('province', findProvince),
    participantGroup: read('participantGroup', findParticipantGroup),
    birthYear: read('birthYear', readBirthYear),
    unread,
    problem: problemOf({ name, phoneWrong: phone === 'wrong', emailWrong: email === 'wrong' }),
  };
}

function unreadColumnsOf(
  headings: readonly string[],
  kinds: readonly (ColumnKind | null)[],
  rows: readonly TableRow[],
): string[] {
  return headings.filter(
    (title, at) => title !== '' && kinds[at] === null && rows.some(({ cells }) => cells[at]),
  );
}

/** Two people may share a name; a phone number or an e-mail address belongs to one. */
function seenBefore(seen: Set<string>, { name, phone, email }: ParsedLearner): boolean {
  const marks = [phone, email].filter((mark) => mark !== null);
  if (marks.length === 0) marks.push(`name ${foldForSearch(name)}`);
  const repeated = marks.some((mark) => seen.has(mark));
  for (const mark of marks) seen.add(mark);
  return repeated;
}

function isHeading(line: string): boolean {
  return heading.test(foldForSearch(line)) && !/\d{5}/u.test(line) && !line.includes('@');
}
