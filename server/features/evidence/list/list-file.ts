import { toDisposition } from '#server/core/file-name.ts';
import { writeSheetAsCsv } from '#server/core/sheet.ts';
import { writeWorkbook, xlsxMediaType } from '#server/core/xlsx.ts';
import type { ListFormat } from '#shared/features/evidence.ts';
import type { AttendanceList } from './attendance-list.ts';
import { writeListJson } from './list-json.ts';
import { writeListPdf } from './list-pdf.ts';
import { type OnRows, toListSheets } from './list-sheets.ts';
import { type Language, listWords } from './list-words.ts';

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export const listMediaTypes: Record<ListFormat, string> = {
  xlsx: xlsxMediaType,
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

export interface WriteListOptions {
  format: ListFormat;
  language: Language;
  onRows?: OnRows;
}

/** Made while it is read. */
export function writeList(list: AttendanceList, { format, language, onRows }: WriteListOptions): Pieces {
  switch (format) {
    case 'xlsx':
      return writeWorkbook(toListSheets(list, language, onRows));
    case 'csv':
      return writeSheetAsCsv(toListSheets(list, language, onRows)[0]);
    case 'pdf':
      return writeListPdf(list, language, onRows);
    case 'json':
      return writeListJson(list, onRows);
  }
}

export function toListDisposition(
  list: AttendanceList,
  { format, language }: Pick<WriteListOptions, 'format' | 'language'>,
): string {
  const { timeZone } = list;
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(
    list.startedAt ?? list.asOf,
  );
  const title = list.partTitle ?? list.seriesTitle;
  return toDisposition({ kind: listWords[language].kind, title, date, extension: format });
}
