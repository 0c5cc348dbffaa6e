import { type CsvCell, writeCsvAsync } from './csv.ts';
import { formatDay, formatDuration, formatTime, localTimeReader } from './local-time.ts';

export type SheetCell = string | number | Date | null;

/**
 * `time` is a moment, shown as the clock of the sheet's place; `day` is a day of the calendar, kept as its midnight in UTC; `duration`
 * is a number of seconds, shown as hours, minutes and seconds.
 */
export interface SheetColumn {
  title: string;
  kind: 'text' | 'number' | 'time' | 'day' | 'duration';
  /** In characters of the standard type. */
  width: number;
}

/** What goes out as a spreadsheet: a line of headings, and rows that are asked for one by one. */
export interface Sheet {
  name: string;
  timeZone: string;
  columns: readonly SheetColumn[];
  rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>;
}

/** The sheet as CSV; times as dd/mm/yyyy HH:mm:ss, durations as h:mm:ss. */
export function writeSheetAsCsv({ timeZone, columns, rows }: Sheet): AsyncGenerator<string> {
  const readTime = localTimeReader(timeZone);
  const readDay = localTimeReader('UTC');

  async function* lines(): AsyncGenerator<CsvCell[]> {
    yield columns.map(({ title }) => title);
    for await (const row of rows) {
      yield row.map((cell, index) => {
        const kind = columns[index]?.kind;
        if (cell instanceof Date)
          return kind === 'day' ? formatDay(readDay(cell)) : formatTime(readTime(cell));
        return kind === 'duration' && typeof cell === 'number' ? formatDuration(cell) : cell;
      });
    }
  }
  return writeCsvAsync(lines());
}
