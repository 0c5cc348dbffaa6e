import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

export const weights = ['regular', 'medium', 'semibold', 'bold', 'italic'] as const;
export type Weight = (typeof weights)[number];

/** Be Vietnam Pro has every Vietnamese letter, Noto Sans those of the Central Highlands (ƀ ŏ ŭ ĭ ĕ) and places marks that stand alone. */
export type Family = 'main' | 'spare';

export interface FontRun {
  font: string;
  text: string;
}

const files: Record<Weight, string> = {
  regular: '400Regular',
  medium: '500Medium',
  semibold: '600SemiBold',
  bold: '700Bold',
  italic: '400Regular_Italic',
};
const styles: Record<Weight, string> = {
  regular: 'Regular',
  medium: 'Medium',
  semibold: 'SemiBold',
  bold: 'Bold',
  italic: 'Italic',
};
const families: Record<Family, { folder: string; name: string }> = {
  main: { folder: 'be-vietnam-pro', name: 'BeVietnamPro' },
  spare: { folder: 'noto-sans', name: 'NotoSans' },
};

const require = createRequire(import.meta.url);
const kept = new Map<string, Font>();
const covered = new Map<Weight, Set<number>>();
const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** The font's own name: under any other, pdfkit would open and parse the file anew for every word. */
export function fontName(family: Family, weight: Weight): string {
  return `${families[family].name}-${styles[weight]}`;
}

function fontFile(family: Family, weight: Weight): string {
  const { folder, name } = families[family];
  const style = files[weight];
  // The static files whole: the subsets made for the web miss letters, and variable fonts do not survive being cut down.
  return require.resolve(`@expo-google-fonts/${folder}/${style}/${name}_${style}.ttf`);
}

/** Opened once in a process, with every table that was read from it: to do so took most of the time of a short document. */
function openFont(family: Family, weight: Weight): Font {
  const file = fontFile(family, weight);
  let font = kept.get(file);
  if (!font) {
    font = openSync(file) as Font;
    kept.set(file, font);
  }
  return font;
}

/**
 * The font for one document: tables are shared, glyphs are not. A glyph remembers for good the letters that it was first asked for,
 * and these go into the file; whatever was printed before would be seen in it.
 */
export function fontOfDocument(family: Family, weight: Weight): Font {
  const font = Object.create(openFont(family, weight)) as Font & { _glyphs: Record<number, unknown> };
  font._glyphs = {};
  return font;
}

/** The text in pieces, each of which one font can write. A letter and its marks are never parted. */
export function toFontRuns(text: string, weight: Weight): FontRun[] {
  const letters = coverage(weight);
  const main = fontName('main', weight);
  if (isWritable(text, letters)) return text === '' ? [] : [{ font: main, text }];

  const spare = fontName('spare', weight);
  const runs: FontRun[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const font = isWritable(segment, letters) ? main : spare;
    const last = runs.at(-1);
    if (last?.font === font) last.text += segment;
    else runs.push({ font, text: segment });
  }
  return runs;
}

/** In its main font; a mark that stands alone cannot. */
export function canWrite(text: string, weight: Weight): boolean {
  return isWritable(text, coverage(weight));
}

function isWritable(text: string, letters: Set<number>): boolean {
  for (const letter of text) if (!letters.has(letter.codePointAt(0) ?? 0)) return false;
  return true;
}

function coverage(weight: Weight): Set<number> {
  let letters = covered.get(weight);
  if (!letters) {
    const { characterSet } = openFont('main', weight);
    // A mark that is still alone after NFC needs a font that knows where to put it.
    letters = new Set(characterSet.filter((letter) => !/\p{M}/u.test(String.fromCodePoint(letter))));
    covered.set(weight, letters);
  }
  return letters;
}
