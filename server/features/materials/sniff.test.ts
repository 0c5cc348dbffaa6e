import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as hostile from '#tests/support/hostile-files.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { findExtension, sniffFile } from './sniff.ts';

async function sniff(bytes: Buffer, fileName: string) {
  const file = path.join(await makeTemporaryFolder(), 'upload.part');
  await writeFile(file, bytes);
  return sniffFile({ file, fileName });
}

const png = hostile.makePng({ width: 2, height: 2 });

describe('a file is what its bytes say', () => {
  it.each([
    ['application/pdf', hostile.makePdf(), 'Bài giảng.pdf'],
    ['application/pdf', hostile.makePdf(), 'Bài giảng.PDF'],
    ['application/pdf', hostile.makePdf(), 'Bài 1.2'],
    ['application/pdf', hostile.makePdf(), 'bản.cuối cùng'],
    ['application/pdf', hostile.makePdf(), 'không đuôi'],
    ['image/png', png, 'ảnh.png'],
    ['image/png', png, 'ảnh lưu nhầm đuôi.jpg'],
    ['image/gif', hostile.makeGifScriptPolyglot(), 'ảnh.gif'],
  ])('%s: %#', async (mediaType, bytes, fileName) => {
    expect(await sniff(bytes, fileName)).toBe(mediaType);
  });
});

describe('a file that pretends is refused', () => {
  it.each([
    ['a page for browsers called .pdf', hostile.makeHtml(), 'bài.pdf'],
    ['an image called .pdf', png, 'bài.pdf'],
    ['a PDF called .png', hostile.makePdf(), 'ảnh.png'],
    ['a PDF called .html', hostile.makePdf(), 'trang.html'],
    ['an image called .exe', png, 'ảnh.exe'],
    ['a drawing with a script called .png', hostile.makeScriptedSvg(), 'ảnh.png'],
    ['an archive called .jpeg', hostile.makeZip(), 'ảnh.jpeg'],
    ['a PDF that begins as a page for browsers', hostile.makeHtmlPdfPolyglot(), 'bài.pdf'],
  ])('%s is disguised', async (_what, bytes, fileName) => {
    await expect(sniff(bytes, fileName)).rejects.toMatchObject({ code: 'file_disguised' });
  });

  it.each([
    ['a drawing with a script', hostile.makeScriptedSvg(), 'hình.svg'],
    ['a page for browsers', hostile.makeHtml(), 'trang.html'],
    ['an archive', hostile.makeZip(), 'tài liệu.zip'],
    ['an office document', hostile.makeZip(), 'bài giảng.pptx'],
    ['words', Buffer.from('xin chào'), 'ghi chú'],
  ])('%s is of an unsupported type', async (_what, bytes, fileName) => {
    await expect(sniff(bytes, fileName)).rejects.toMatchObject({ code: 'file_type_unsupported' });
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'bài.pdf'],
    ['a PDF that was cut off', hostile.makeTruncatedPdf(), 'bài.pdf'],
  ])('%s is broken', async (_what, bytes, fileName) => {
    await expect(sniff(bytes, fileName)).rejects.toMatchObject({ code: 'file_broken' });
  });
});

describe('an ending', () => {
  it.each([
    ['a.pdf', 'pdf'],
    ['a.b.JPEG', 'jpeg'],
    ['bài 1.2', '2'],
    ['a.final', 'final'],
    ['a.cuối', undefined],
    ['a', undefined],
    ['a.', undefined],
  ])('of %s is %s', (fileName, extension) => {
    expect(findExtension(fileName)).toBe(extension);
  });
});
