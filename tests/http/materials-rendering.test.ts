import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSlideDeckPdf } from '#prisma/seed-materials.ts';
import { renderLimits } from '#server/features/materials/render-limits.ts';
import {
  type RenderOptions,
  type RenderResult,
  renderPages,
} from '#server/features/materials/render-process.ts';
import type { RenderedPage } from '#server/features/materials/render-protocol.ts';
import { sniffFile } from '#server/features/materials/sniff.ts';
import * as hostile from '#tests/support/hostile-files.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';

// Renderers stand behind everything else that the machine does, other tests included.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let pagesFolder: string;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  pagesFolder = path.join(folder, 'pages');
  await mkdir(pagesFolder);
});

describe('a good file', () => {
  it('becomes pictures in several widths, one folder a page, told of in order', async () => {
    const pages: RenderedPage[] = [];
    const result = await render(deck(3), { onPage: (page) => pages.push(page) });

    expect(result.pageCount).toBe(4);
    expect(pages.map((page) => page.page)).toEqual([1, 2, 3, 4]);
    for (const { page, width, height, widths } of pages) {
      expect({ width, height, widths }).toEqual({ width: 1600, height: 900, widths: [320, 720, 1080, 1600] });
      for (const wide of widths) {
        const picture = await sharp(picturePath(page, wide)).metadata();
        expect(picture).toMatchObject({ format: 'webp', width: wide, height: Math.round((wide * 9) / 16) });
      }
    }
  });

  it('shows Vietnamese text and its own pages, each with its own progress bar', async () => {
    await render(deck(3));
    // The bar at the foot is filled to page/pages: dark up to there, pale after it.
    for (const page of [1, 2, 3, 4]) {
      const filled = Math.round((1600 * page) / 4);
      expect(await pixelAt(page, filled - 20, 896)).toBe('ochre');
      if (page < 4) expect(await pixelAt(page, filled + 20, 896)).toBe('pale');
    }
    // Ink where the heading stands, and none where a missing font would leave the page blank.
    const { channels } = await sharp(picturePath(2, 1600))
      .extract({ left: 120, top: 110, width: 900, height: 60 })
      .stats();
    expect(channels[0]?.stdev).toBeGreaterThan(40);
  });

  it('is shown as it is meant to be looked at: a photo taken sideways stands upright', async () => {
    const red = { r: 200, g: 0, b: 0 };
    const sideways = await sharp({ create: { width: 900, height: 600, channels: 3, background: red } })
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Orientation: '6', Copyright: 'secret place' } })
      .jpeg()
      .toBuffer();
    const pages: RenderedPage[] = [];
    await render(sideways, { onPage: (page) => pages.push(page) });

    expect(pages[0]).toMatchObject({ width: 600, height: 900 });
    const picture = await readFile(picturePath(1, 600));
    expect(picture.includes('secret place')).toBe(false);
    expect((await sharp(picture).metadata()).exif).toBeUndefined();
  });

  it('is never enlarged when it is an image, and no two widths are nearly the same', async () => {
    expect(await widthsOf(await photo(800, 600))).toEqual([320, 800]);
    expect(await widthsOf(await photo(300, 2000))).toEqual([300]);
    expect(await widthsOf(await photo(4000, 3000))).toEqual([320, 720, 1080, 1600]);
  });

  it('is white behind what is transparent, as paper is', async () => {
    const clear = await sharp({ create: { width: 400, height: 300, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    await render(clear);
    const { dominant, isOpaque } = await sharp(picturePath(1, 400)).stats();
    expect(isOpaque).toBe(true);
    expect(dominant).toEqual({ r: 248, g: 248, b: 248 });
  });

  it.each(['png', 'jpeg', 'webp', 'gif'] as const)(
    'may be a %s, whose first frame is its page',
    async (format) => {
      const pages: RenderedPage[] = [];
      await render(
        await sharp(await photo(700, 500))
          .toFormat(format)
          .toBuffer(),
        { onPage: (page) => pages.push(page) },
      );
      expect(pages).toEqual([{ page: 1, width: 700, height: 500, widths: [320, 700] }]);
    },
  );
});

describe('a hostile file ends in a name for what is wrong', () => {
  it.each([
    ['of nothing but noise', hostile.makeNoisePdf, 'file_broken'],
    ['whose bytes have rotted', hostile.makeBitRottenPdf, 'file_broken'],
    ['whose page tree contains itself', hostile.makeLoopedPdf, 'file_broken'],
    [
      'that asks for a password',
      () => hostile.makeEncryptedPdf({ userPassword: 'bi mat' }),
      'file_encrypted',
    ],
    ['of 501 pages', () => hostile.makePdf({ pages: 501 }), 'file_too_complex'],
    [
      'with a page as long as a street',
      () => hostile.makePdf({ mediaBox: '0 0 1 100000' }),
      'file_too_complex',
    ],
  ])('a PDF %s', async (_what, make, code) => {
    await expect(render(make())).rejects.toMatchObject({ code });
  });

  it.each([
    ['of 50,000 × 50,000 pixels', hostile.makeHugePng, 'file_too_complex'],
    ['that is cut off', hostile.makeShortPng, 'file_broken'],
    ['that is a script in the skin of a GIF', hostile.makeGifScriptPolyglot, 'file_broken'],
  ])('an image %s', async (_what, make, code) => {
    await expect(render(make())).rejects.toMatchObject({ code });
  });
});

describe('a strange but harmless file is shown, and only its picture', () => {
  it.each([
    ['a PDF with scripts and links to open', hostile.makeScriptedPdf],
    ['a PDF with a page for browsers behind its end', hostile.makePdfWithHtmlTail],
    ['a PDF that only its owner may change', () => hostile.makeEncryptedPdf({ userPassword: '' })],
    ['a PDF with lists a hundred thousand deep', hostile.makeDeepPdf],
    ['a PDF whose page has no size', () => hostile.makePdf({ mediaBox: '0 0 0 0' })],
    ['a PDF whose page is a country', () => hostile.makePdf({ mediaBox: '0 0 1000000 1000000' })],
    ['an image that is an archive too', hostile.makePngZipPolyglot],
    ['an image of one pixel', () => hostile.makePng({ width: 1, height: 1 })],
  ])('%s', async (_what, make) => {
    const pages: RenderedPage[] = [];
    await render(make(), { onPage: (page) => pages.push(page) });
    for (const { page, widths } of pages) {
      for (const width of widths) {
        const picture = await readFile(picturePath(page, width));
        expect(picture.includes('script')).toBe(false);
        expect(picture.includes('PK\x03\x04')).toBe(false);
      }
    }
    expect(pages).toHaveLength(1);
  });
});

describe('the renderer', () => {
  it('is ended when a page takes too long', async () => {
    const startedAtMs = performance.now();
    const rendering = render(hostile.makeSlowPdf(), { limits: { ...renderLimits, pageTimeoutMs: 1_000 } });
    await expect(rendering).rejects.toMatchObject({ code: 'file_render_timeout' });
    expect(performance.now() - startedAtMs).toBeLessThan(6_000);
    expect(rendererIds()).toEqual([]);
  });

  it('is ended when the whole takes too long, however well each page goes', async () => {
    const rendering = render(deck(60), { limits: { ...renderLimits, totalTimeoutMs: 1_500 } });
    await expect(rendering).rejects.toMatchObject({ code: 'file_render_timeout' });
    expect(rendererIds()).toEqual([]);
  });

  it('is ended when it takes too much memory', async () => {
    const memoryMaxBytes = 250 * 1024 * 1024;
    const rendering = render(hostile.makeEndlessPdf(), { limits: { ...renderLimits, memoryMaxBytes } });
    await expect(rendering).rejects.toMatchObject({
      code: 'file_render_timeout',
      message: expect.stringContaining('bytes of memory'),
    });
  });

  it('is ended when its pictures grow beyond all measure', async () => {
    const rendering = render(deck(5), { limits: { ...renderLimits, outputMaxBytes: 100_000 } });
    await expect(rendering).rejects.toMatchObject({ code: 'file_too_complex' });
  });

  it('is ended at once when nobody wants its work any more', async () => {
    const controller = new AbortController();
    const rendering = render(deck(60), { signal: controller.signal, onPage: () => controller.abort() });
    await expect(rendering).rejects.toMatchObject({ name: 'AbortError' });
    expect(rendererIds()).toEqual([]);
  });

  it('does not outlive a server that is killed', async () => {
    const file = await place(hostile.makeSlowPdf());
    const script = path.join(folder, 'server.ts');
    const url = (name: string) =>
      JSON.stringify(new URL(`../../server/features/materials/${name}`, import.meta.url).href);
    // Stands for the server: begins to render, says so, and is killed by its own hand.
    await writeFile(
      script,
      `import { renderPages } from ${url('render-process.ts')};
       import { renderLimits } from ${url('render-limits.ts')};
       const controller = new AbortController();
       const options = ${JSON.stringify({ file, sizeBytes: 1, mediaType: 'application/pdf', folder: pagesFolder })};
       renderPages({ ...options, limits: { ...renderLimits, totalTimeoutMs: 2_000 }, signal: controller.signal, onPage: () => {} });
       setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000);`,
    );
    expect(() => execFileSync(process.execPath, [script], { cwd: process.cwd() })).toThrow();
    // Busy inside PDFium it cannot notice; the kernel's bound on its processor time ends it.
    await expect.poll(rendererIds, { timeout: 10_000 }).toEqual([]);
  });

  it('knows no secrets, reads its file and its code, writes its folder, and stands behind everything else', async () => {
    const controller = new AbortController();
    const rendering = render(hostile.makeSlowPdf(), { signal: controller.signal });
    await expect.poll(() => rendererIds().length).toBe(1);
    const [pid] = rendererIds();
    const ofProcess = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8');

    const options = (await ofProcess('cmdline')).split('\0');
    expect(options).toContain('--permission');
    expect(options.filter((option) => option.startsWith('--allow-fs-write='))).toEqual([
      `--allow-fs-write=${pagesFolder}`,
    ]);
    const readable = options.flatMap((option) => option.split('--allow-fs-read=')[1] ?? []);
    const outside = readable.filter(
      (name) => !/\/(node_modules|shared|package\.json|server\/features\/materials)$/u.test(name),
    );
    expect(outside).toEqual([path.join(folder, 'original'), pagesFolder]);
    const known = (await ofProcess('environ')).split('\0').flatMap((entry) => entry.split('=')[0] || []);
    const needed = ['MALLOC_ARENA_MAX', 'PATH', 'UV_THREADPOOL_SIZE', 'VIPS_BLOCK_UNTRUSTED'];
    expect(known.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort()).toEqual(needed);
    expect(await ofProcess('oom_score_adj')).toBe('1000\n');
    // The 19th value after the name is its niceness.
    const niceness = Number((await ofProcess('stat')).split(') ')[1]?.split(' ')[16]);
    expect(niceness - os.getPriority()).toBeGreaterThanOrEqual(10);

    controller.abort();
    await expect(rendering).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('leaves pictures that only the server may read', async () => {
    await render(deck(1));
    expect((await stat(picturePath(1, 320))).mode & 0o777).toBe(0o600);
  });
});

function deck(slides: number): Buffer {
  return makeSlideDeckPdf({
    title: 'Xây dựng câu chuyện sản phẩm OCOP',
    slides: Array.from({ length: slides }, (_, index) => ({
      heading: `Bước ${index + 1}: kể bằng lời của người làng`,
      lines: ['Chọn một nhân vật', 'Tìm điểm khác biệt', 'Kết thúc bằng lời mời'],
    })),
  });
}

async function photo(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer();
}

async function widthsOf(file: Buffer): Promise<number[]> {
  let widths: number[] = [];
  await render(file, {
    onPage: (page) => {
      widths = page.widths;
    },
  });
  return widths;
}

async function place(file: Buffer): Promise<string> {
  const target = path.join(folder, 'original');
  await writeFile(target, file);
  return target;
}

async function render(bytes: Buffer, options: Partial<RenderOptions> = {}): Promise<RenderResult> {
  const file = await place(bytes);
  const mediaType = await sniffFile({ file, fileName: 'Tài liệu' });
  pagesFolder = path.join(folder, `pages-${performance.now()}`);
  await mkdir(pagesFolder);
  return renderPages({
    file,
    sizeBytes: bytes.length,
    mediaType,
    folder: pagesFolder,
    limits: renderLimits,
    signal: new AbortController().signal,
    onPage: () => {},
    ...options,
  });
}

function picturePath(page: number, width: number): string {
  return path.join(pagesFolder, String(page), `${width}.webp`);
}

async function pixelAt(page: number, left: number, top: number): Promise<'ochre' | 'pale' | 'other'> {
  const [red = 0, , blue = 0] = await sharp(picturePath(page, 1600))
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer();
  if (red > 180 && blue < 100) return 'ochre';
  return red > 200 && blue > 180 ? 'pale' : 'other';
}

/** Renderers of this test: each works in a folder of ours. The shell that starts one is none yet. */
function rendererIds(): number[] {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
  return (
    processes
      .split('\n')
      .filter((line) => line.includes('render-worker.ts') && line.includes(folder))
      // Not the shell that bounds it, nor what makes it nice: it is the same process a moment before.
      .filter((line) => !/ulimit|nice -n/u.test(line))
      .map((line) => Number.parseInt(line, 10))
  );
}
