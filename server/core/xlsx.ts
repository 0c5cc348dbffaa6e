import { type LocalTime, localTimeReader } from './local-time.ts';
import type { Sheet, SheetCell, SheetColumn } from './sheet.ts';
import { writeZip } from './zip.ts';

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rows are gathered up to this before they are packed. */
const CHUNK_CHARACTERS = 64 * 1024;
/** A cell holds no more; what we let people write is far below it. */
const CELL_CHARACTERS_MAX = 32_767;
const SHEET_NAME_MAX = 31;

/** Places in `cellXfs` below. */
const style = { heading: 1, text: 2, number: 3, time: 4, day: 5, duration: 6 } as const;

/** A workbook of one sheet. */
export function writeXlsx(sheet: Sheet): AsyncGenerator<Uint8Array> {
  return writeWorkbook([sheet]);
}

/**
 * Sheets as a workbook: text is text whatever it begins with, numbers are numbers, times are times, the headings
 * stay in sight. Row by row: its length costs no memory. See docs/decisions for why no library does it.
 */
export function writeWorkbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  return writeZip([
    { path: '[Content_Types].xml', pieces: [toContentTypes(sheets.length)] },
    { path: '_rels/.rels', pieces: [packageRelations] },
    { path: 'xl/workbook.xml', pieces: [toWorkbook(sheets.map(({ name }) => name))] },
    { path: 'xl/_rels/workbook.xml.rels', pieces: [toWorkbookRelations(sheets.length)] },
    { path: 'xl/styles.xml', pieces: [styles] },
    ...sheets.map((sheet, index) => ({
      path: `xl/worksheets/sheet${index + 1}.xml`,
      pieces: toSheet(sheet, index === 0),
    })),
  ]);
}

async function* toSheet({ timeZone, columns, rows }: Sheet, isShown: boolean): AsyncGenerator<string> {
  const readers = { time: localTimeReader(timeZone), day: localTimeReader('UTC') };
  const lastColumn = toColumnName(columns.length - 1);
  yield `${xmlHead}<worksheet xmlns="${mainNamespace}"><sheetViews><sheetView${isShown ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(
      ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData>`;

  let row = 1;
  let chunk = `<row r="1">${columns.map(({ title }) => toText(title, style.heading)).join('')}</row>`;
  for await (const cells of rows) {
    row += 1;
    chunk += `<row r="${row}">${columns.map((column, index) => toCell(cells[index] ?? null, column, readers)).join('')}</row>`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData><autoFilter ref="A1:${lastColumn}${row}"/></worksheet>`;
}

/** Cells without a place of their own follow each other, so that an empty one must be there as well. */
function toCell(
  cell: SheetCell,
  { kind }: SheetColumn,
  readers: Record<'time' | 'day', (at: Date) => LocalTime>,
): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'string') return toText(cell, style.text);
  if (typeof cell === 'number') {
    const [styleId, value] = kind === 'duration' ? [style.duration, toDays(cell)] : [style.number, cell];
    return `<c s="${styleId}"><v>${value}</v></c>`;
  }
  const reader = kind === 'day' ? 'day' : 'time';
  return `<c s="${style[reader]}"><v>${toSerial(readers[reader](cell))}</v></c>`;
}

function toText(text: string, styleId: number): string {
  return `<c s="${styleId}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days since the last one of 1899, as spreadsheets count; they know no time zones. */
function toSerial({ year, month, day, hour, minute, second }: LocalTime): number {
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1_000;
  return toDays(seconds, 25_569);
}

function toDays(seconds: number, since = 0): number {
  // As exactly as the format holds: some programs round down what they show, and a hair less than eight o'clock is 07:59:59.
  return (seconds + since * 86_400) / 86_400;
}

function toColumnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? toColumnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** What XML cannot hold goes; `_x0041_`, which a spreadsheet would read as a letter, stays as it was written. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .slice(0, CELL_CHARACTERS_MAX)
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function toWorkbook(names: readonly string[]): string {
  const taken = new Set<string>();
  const entries = names.map(
    (name, index) =>
      `<sheet name="${escapeXml(toSheetName(name, taken))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${relationNamespace}"><sheets>${entries.join('')}</sheets></workbook>`;
}

/** Some signs are not allowed in the name of a sheet, it must have one, and no two may have the same. */
function toSheetName(name: string, taken: Set<string>): string {
  const allowed =
    [...name.replace(/[\\/?*[\]:']/gu, ' ').trim()].slice(0, SHEET_NAME_MAX).join('').trim() || 'Lectern';
  let own = allowed;
  for (let copy = 2; taken.has(own.toLowerCase()); copy += 1) {
    own = `${[...allowed].slice(0, SHEET_NAME_MAX - 4).join('')} (${copy})`;
  }
  taken.add(own.toLowerCase());
  return own;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function toContentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${workbookType}.worksheet+xml"/>`,
  );
  return `${xmlHead}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${workbookType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${workbookType}.styles+xml"/>${parts.join('')}</Types>`;
}

const packageRelations = `${xmlHead}<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="rId1" Type="${relationNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function toWorkbookRelations(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationNamespace}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${xmlHead}<Relationships xmlns="${packageNamespace}/relationships">${parts.join('')}<Relationship Id="rId${sheets + 1}" Type="${relationNamespace}/styles" Target="styles.xml"/></Relationships>`;
}

/** Text is formatted as text, so that it stays text also when somebody edits the cell. */
const styles = `${xmlHead}<styleSheet xmlns="${mainNamespace}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>${[
  [49, 1, 2],
  [49, 0, 0],
  [0, 0, 0],
  [164, 0, 0],
  [165, 0, 0],
  [166, 0, 0],
]
  .map(
    ([format, font, fill]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top"${format === 49 ? ' wrapText="1"' : ''}/></xf>`,
  )
  .join('')}</cellXfs></styleSheet>`;
