import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const script = readFileSync(new URL('./first-paint.js', import.meta.url), 'utf8');

function paint(stored: Record<string, string>) {
  const page = { dataset: {} as Record<string, string>, lang: 'vi' };
  runInNewContext(script, {
    document: { documentElement: page },
    localStorage: { getItem: (key: string) => stored[key] ?? null },
  });
  return page;
}

describe('before the first paint', () => {
  it('the page takes the theme and the language that were chosen', () => {
    expect(paint({ 'lectern.theme': 'dark', 'lectern.language': 'en' })).toEqual({
      dataset: { theme: 'dark' },
      lang: 'en',
    });
  });

  it('it follows the device and speaks Vietnamese where nothing, or nonsense, was stored', () => {
    expect(paint({})).toEqual({ dataset: {}, lang: 'vi' });
    expect(paint({ 'lectern.theme': 'pink', 'lectern.language': 'xx' })).toEqual({ dataset: {}, lang: 'vi' });
  });

  it('nothing breaks where the browser refuses storage', () => {
    const page = { dataset: {}, lang: 'vi' };
    const refusing = {
      get localStorage() {
        throw new Error('refused');
      },
      document: { documentElement: page },
    };
    expect(() => runInNewContext(script, refusing)).not.toThrow();
    expect(page.lang).toBe('vi');
  });
});
