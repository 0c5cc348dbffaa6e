import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import type { PdfFile } from './pdf-file.ts';

const { resolve } = createRequire(import.meta.url);

/** What a PDF reader needs of a TrueType font; layout and naming tables would only add weight. */
const embeddedTables = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];
/** The package cuts the face by script; each character is taken from the first part that has it. */
const subsets = ['vietnamese', 'latin'] as const;
/** PDF measures glyphs in thousandths of the size. */
const pdfUnitsPerEm = 1000;

interface FontPart {
  name: string;
  sfnt: Buffer;
  glyphOf: Map<number, number>;
  advances: number[];
  used: Map<number, number>;
}

export type Weight = 400 | 700;

/** One weight of Be Vietnam Pro, to be written into a PDF so that it looks the same on a machine without fonts. */
export class SlideFont {
  readonly #weight: Weight;
  readonly #parts: FontPart[];

  constructor(weight: Weight) {
    this.#weight = weight;
    this.#parts = subsets.map((subset, index) => readPart(subset, weight, `B${weight}${index}`));
  }

  /** In points. */
  widthOf(text: string, size: number): number {
    return (
      this.#split(text).reduce((sum, { part, glyph }) => sum + (part.advances[glyph] ?? 0) * size, 0) /
      pdfUnitsPerEm
    );
  }

  /** Operators that show the text at the current position: `BT … Tf … Tj ET` without the outer pair. */
  show(text: string, size: number): string {
    const operators: string[] = [];
    let current: FontPart | undefined;
    let codes = '';
    const flush = () => {
      if (current) operators.push(`/${current.name} ${size} Tf <${codes}> Tj`);
      codes = '';
    };

    for (const { part, glyph, codePoint } of this.#split(text)) {
      if (part !== current) flush();
      current = part;
      codes += glyph.toString(16).padStart(4, '0');
      part.used.set(glyph, codePoint);
    }
    flush();
    return operators.join(' ');
  }

  /** Writes the fonts after all text was shown; returns entries for a page's font resources. */
  embed(file: PdfFile): string {
    return this.#parts
      .filter((part) => part.used.size > 0)
      .map((part) => `/${part.name} ${embedPart(file, part, `BeVietnamPro-${this.#weight}`)} 0 R`)
      .join(' ');
  }

  #split(text: string): { part: FontPart; glyph: number; codePoint: number }[] {
    return [...text.normalize('NFC')].map((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      for (const part of this.#parts) {
        const glyph = part.glyphOf.get(codePoint);
        if (glyph !== undefined) return { part, glyph, codePoint };
      }
      throw new Error(`Be Vietnam Pro has no ${JSON.stringify(character)}`);
    });
  }
}

function embedPart(file: PdfFile, part: FontPart, baseName: string): number {
  // Six letters and a plus sign mark a font that lacks characters.
  const name = `LECTRN+${baseName}-${part.name}`;
  const data = file.addStream(`/Length1 ${part.sfnt.length}`, part.sfnt);
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-200 -300 1300 1100] /ItalicAngle 0 ` +
      `/Ascent 1000 /Descent -265 /CapHeight 700 /StemV 90 /FontFile2 ${data} 0 R >>`,
  );
  const widths = [...part.used.keys()].map((glyph) => `${glyph} [${part.advances[glyph] ?? 0}]`).join(' ');
  const descendant = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDToGIDMap /Identity ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/FontDescriptor ${descriptor} 0 R /W [${widths}] >>`,
  );
  const toUnicode = file.addStream('', toUnicodeMap(part.used));
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
      `/DescendantFonts [${descendant} 0 R] /ToUnicode ${toUnicode} 0 R >>`,
  );
}

/** So that text can be searched and copied from a downloaded deck. */
function toUnicodeMap(used: Map<number, number>): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const lines = [...used].map(([glyph, codePoint]) => `<${hex(glyph)}> <${hex(codePoint)}>`);
  const blocks: string[] = [];
  // The format allows 100 lines a block.
  for (let start = 0; start < lines.length; start += 100) {
    const block = lines.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CMapName /Lectern def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

function readPart(subset: string, weight: Weight, name: string): FontPart {
  const path = resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff`);
  const tables = readWoff(readFileSync(path));
  const table = (tag: string) => {
    const data = tables.get(tag);
    if (!data) throw new Error(`${path} has no table ${tag}`);
    return data;
  };

  const unitsPerEm = table('head').readUInt16BE(18);
  const longMetrics = table('hhea').readUInt16BE(34);
  const glyphCount = table('maxp').readUInt16BE(4);
  const advances = Array.from({ length: glyphCount }, (_, glyph) => {
    const units = table('hmtx').readUInt16BE(Math.min(glyph, longMetrics - 1) * 4);
    return Math.round((units * pdfUnitsPerEm) / unitsPerEm);
  });

  return {
    name,
    sfnt: writeSfnt(tables),
    glyphOf: readCharacterMap(table('cmap')),
    advances,
    used: new Map(),
  };
}

/** WOFF 1 is a TrueType file whose tables are deflated one by one. */
function readWoff(woff: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < woff.readUInt16BE(12); index += 1) {
    const entry = 44 + index * 20;
    const start = woff.readUInt32BE(entry + 4);
    const packed = woff.subarray(start, start + woff.readUInt32BE(entry + 8));
    const isPacked = packed.length < woff.readUInt32BE(entry + 12);
    tables.set(woff.toString('latin1', entry, entry + 4), isPacked ? inflateSync(packed) : packed);
  }
  return tables;
}

function writeSfnt(tables: Map<string, Buffer>): Buffer {
  const kept = embeddedTables.flatMap((tag) => {
    const data = tables.get(tag);
    return data ? [{ tag, data }] : [];
  });
  const exponent = Math.floor(Math.log2(kept.length));
  const head = Buffer.alloc(12 + kept.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(kept.length, 4);
  head.writeUInt16BE(2 ** exponent * 16, 6);
  head.writeUInt16BE(exponent, 8);
  head.writeUInt16BE((kept.length - 2 ** exponent) * 16, 10);

  const bodies: Buffer[] = [];
  let offset = head.length;
  kept.forEach(({ tag, data }, index) => {
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    head.write(tag, 12 + index * 16, 'latin1');
    head.writeUInt32BE(checksum(padded), 16 + index * 16);
    head.writeUInt32BE(offset, 20 + index * 16);
    head.writeUInt32BE(data.length, 24 + index * 16);
    bodies.push(padded);
    offset += padded.length;
  });
  return Buffer.concat([head, ...bodies]);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Format 4 covers the Basic Multilingual Plane, which is all that these faces have. */
function readCharacterMap(cmap: Buffer): Map<number, number> {
  const glyphOf = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + index * 8));
    if (table.readUInt16BE(0) !== 4) continue;

    const doubled = table.readUInt16BE(6);
    for (let segment = 0; segment < doubled; segment += 2) {
      const end = table.readUInt16BE(14 + segment);
      const start = table.readUInt16BE(16 + doubled + segment);
      const delta = table.readUInt16BE(16 + doubled * 2 + segment);
      const rangeAt = 16 + doubled * 3 + segment;
      const range = table.readUInt16BE(rangeAt);
      for (let code = start; code <= end && code < 0xffff; code += 1) {
        const raw = range === 0 ? code : table.readUInt16BE(rangeAt + range + (code - start) * 2);
        const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
        if (glyph !== 0) glyphOf.set(code, glyph);
      }
    }
  }
  return glyphOf;
}
