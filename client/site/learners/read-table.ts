/** A row of a table, with the line of the text that it begins in, from 1. */
export interface TableRow {
  line: number;
  cells: string[];
}

const separators = ['\t', ';', ','] as const;

/**
 * Reads what a spreadsheet copies or saves: cells between tabs, semicolons or commas, quoted where they hold such a mark or a line end.
 * A quote that is never closed ends with its line: one slip of a finger must not swallow the rest of a list.
 */
export function readTable(text: string): TableRow[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  const separator = separatorOf(lines.find((line) => line.trim() !== '') ?? '');
  const rows: TableRow[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const begins = at;
    let row = lines[at] ?? '';
    let cells = splitRow(row, separator);
    while (cells === 'open' && at + 1 < lines.length && at - begins < LINES_IN_CELL_MAX) {
      at += 1;
      row = `${row}\n${lines[at] ?? ''}`;
      cells = splitRow(row, separator);
    }
    if (cells === 'open') {
      at = begins;
      cells = (lines[at] ?? '').replaceAll('"', '').split(separator);
    }
    rows.push({ line: begins + 1, cells: cells.map(tidy) });
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** An address of five rows is a long one. */
const LINES_IN_CELL_MAX = 5;

function separatorOf(line: string): string {
  return separators.find((mark) => line.includes(mark)) ?? '\t';
}

function splitRow(row: string, separator: string): string[] | 'open' {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const mark = row[at] ?? '';
    if (isQuoted) {
      if (mark !== '"') cell += mark;
      else if (row[at + 1] === '"') {
        cell += mark;
        at += 1;
      } else isQuoted = false;
    } else if (mark === '"' && cell.trim() === '') isQuoted = true;
    else if (mark === separator) {
      cells.push(cell);
      cell = '';
    } else cell += mark;
  }
  return isQuoted ? 'open' : [...cells, cell];
}

function tidy(cell: string): string {
  return cell.replace(/\s+/gu, ' ').trim();
}
