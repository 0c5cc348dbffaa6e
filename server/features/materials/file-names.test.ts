import { describe, expect, it } from 'vitest';
import { line } from '#shared/fields.ts';
import { hostileFileNames } from '#tests/support/hostile-files.ts';
import { toDownloadName, toFileName } from './file-names.ts';

describe('a file name', () => {
  it.each([
    ['Bài giảng chuyên đề 6.pdf', 'Bài giảng chuyên đề 6.pdf'],
    ['../../../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\lan\\bài giảng.pdf', 'bài giảng.pdf'],
    ['.htaccess.pdf', 'htaccess.pdf'],
    [' .. .bí mật.pdf', 'bí mật.pdf'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(toFileName(typed)).toBe(kept);
  });

  it.each(['..', '/', 'a/..', '\\', '...'])('is malformed when only a path is left of it: %s', (typed) => {
    expect(() => toFileName(typed)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it.each(hostileFileNames)('has no slash, no line end and nothing invisible left: %#', (typed) => {
    const name = toFileName(line(200).parse(typed));
    expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(name).toMatch(/\.pdf$/u);
  });
});

describe('a download', () => {
  it('ends as its bytes are, whatever it was called', () => {
    expect(toDownloadName({ fileName: 'bài.pdf', mediaType: 'application/pdf' })).toBe('bài.pdf');
    expect(toDownloadName({ fileName: 'ảnh.JPEG', mediaType: 'image/jpeg' })).toBe('ảnh.JPEG');
    expect(toDownloadName({ fileName: 'Bài 1.2', mediaType: 'application/pdf' })).toBe('Bài 1.2.pdf');
    expect(toDownloadName({ fileName: 'trang.html', mediaType: 'application/pdf' })).toBe('trang.html.pdf');
  });
});
