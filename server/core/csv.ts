/** A cell; text goes out as text, numbers as numbers. */
export type CsvCell = string | number | null;

/** Makes a spreadsheet read the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Lines are gathered up to this: a long file is dozens of writes, not thousands. */
const CHUNK_CHARACTERS = 16 * 1024;

/** The whole file in pieces, line by line as it is asked for, so that its length costs no memory. */
export function* writeCsv(lines: Iterable<CsvCell[]>): Generator<string> {
  let chunk = BYTE_ORDER_MARK;
  for (const cells of lines) {
    chunk += toLine(cells);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

/** The same for lines that have to be waited for. */
export async function* writeCsvAsync(lines: AsyncIterable<CsvCell[]>): AsyncGenerator<string> {
  let chunk = BYTE_ORDER_MARK;
  for await (const cells of lines) {
    chunk += toLine(cells);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

function toLine(cells: CsvCell[]): string {
  return `${cells.map(toField).join(',')}\r\n`;
}

/** RFC 4180, and quotes also where a spreadsheet of another country would split: at a semicolon or a tab. */
function toField(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = disarm(cell);
  return /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Names are typed by strangers, and a spreadsheet runs what begins like a formula; the full-width signs count too in the
 * versions of East Asia. An apostrophe in front makes it text. Where a spreadsheet splits at semicolons or tabs, whatever
 * the quotes say, what follows one of them begins a cell of its own.
 */
function disarm(text: string): string {
  const inner = text.replace(/([;\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/gu, "$1'");
  return /^(?:[\t\r\n]|[\s"]*[=+\-@＝＋－＠])/u.test(inner) ? `'${inner}` : inner;
}
