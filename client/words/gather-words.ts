import type { Catalogue, Words } from '#client/lib/words.ts';

/** Files by path (`../words/questions.vi.ts`) to words by feature (`questions`). */
export function gatherWords(files: Record<string, unknown>): Catalogue {
  const named = Object.entries(files).map(([path, words]): [string, Words] => {
    const feature = path.slice(path.lastIndexOf('/') + 1).split('.')[0] ?? '';
    return [feature, words as Words];
  });
  return Object.fromEntries(named);
}
