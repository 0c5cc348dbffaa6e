import { createHash, randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { PdfFile, streamBody } from '#prisma/pdf-file.ts';

/** Files as an attacker, or a bad day, would send them. All are made here, so that nothing dangerous lies in the repository. */

interface PdfOptions {
  pages?: number;
  mediaBox?: string;
  content?: string | Buffer;
  /** Entries of each page's resources. */
  resources?: (file: PdfFile) => string;
  catalog?: string;
  pageEntries?: string;
}

/** A plain, well-formed PDF: pages that are told apart by a grey that grows with their number. */
export function makePdf(options: PdfOptions = {}): Buffer {
  const { pages = 1, mediaBox = '0 0 960 540', catalog = '', pageEntries = '' } = options;
  const file = new PdfFile();
  const tree = file.reserve();
  const resources = options.resources?.(file) ?? '';
  const kids = Array.from({ length: pages }, (_, index) => {
    const grey = `${((index + 1) / (pages + 1)).toFixed(3)} g 0 0 960 540 re f`;
    const content = file.addStream('', Buffer.from(options.content ?? grey));
    return file.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [${mediaBox}] /Contents ${content} 0 R /Resources << ${resources} >> ${pageEntries} >>`,
    );
  });
  file.set(
    tree,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  );
  const root = file.add(`<< /Type /Catalog /Pages ${tree} 0 R ${catalog} >>`);
  return file.toBuffer({ root });
}

/** Cut in the middle, as by a lost connection: no end mark. */
export function makeTruncatedPdf(): Buffer {
  const whole = makePdf({ pages: 3 });
  return whole.subarray(0, Math.floor(whole.length / 2));
}

/** Has header and end mark, and noise between them. */
export function makeNoisePdf(): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(50_000), Buffer.from('\n%%EOF\n')]);
}

/** One byte in twenty changed in an otherwise good file. */
export function makeBitRottenPdf(): Buffer {
  const file = makePdf({ pages: 5 });
  for (let at = 9; at < file.length - 10; at += 20) file[at] = (file[at] ?? 0) ^ 0x55;
  return file;
}

/** 9 form objects, each drawing the next ten times: a billion rectangles from two kilobytes. */
export function makeEndlessPdf(): Buffer {
  return makePdf({
    content: '/F0 Do',
    resources: (file) => {
      let inner = file.addStream(
        '/Type /XObject /Subtype /Form /BBox [0 0 960 540]',
        Buffer.from('0 0 900 500 re f'),
      );
      for (let level = 0; level < 9; level += 1) {
        const content = Buffer.from('/F0 Do '.repeat(10));
        inner = file.addStream(
          `/Type /XObject /Subtype /Form /BBox [0 0 960 540] /Resources << /XObject << /F0 ${inner} 0 R >> >>`,
          content,
        );
      }
      return `/XObject << /F0 ${inner} 0 R >>`;
    },
  });
}

/** 200,000 see-through sheets, each as large as the page: minutes of painting from eight kilobytes. */
export function makeSlowPdf(): Buffer {
  return makePdf({
    content: `/G0 gs ${'0 0 960 540 re f '.repeat(200_000)}`,
    resources: () => '/ExtGState << /G0 << /ca 0.01 /BM /Luminosity >> >>',
  });
}

/** A page tree that contains itself. */
export function makeLoopedPdf(): Buffer {
  const file = new PdfFile();
  const tree = file.reserve();
  file.set(tree, `<< /Type /Pages /Count 400 /Kids [${tree} 0 R ${tree} 0 R] >>`);
  return file.toBuffer({ root: file.add(`<< /Type /Catalog /Pages ${tree} 0 R >>`) });
}

/** Lists in lists, a hundred thousand deep: recursive parsers run out of stack. */
export function makeDeepPdf(): Buffer {
  return makePdf({ catalog: `/Deep ${'['.repeat(100_000)}${']'.repeat(100_000)}` });
}

/** Runs a script, opens a page and starts a program, where a reader lets it. */
export function makeScriptedPdf(): Buffer {
  return makePdf({
    catalog:
      '/OpenAction << /S /JavaScript /JS (app.alert\\("x"\\); this.submitForm\\("http://127.0.0.1:9/"\\)) >> ' +
      '/AA << /WC << /S /Launch /F (calc.exe) >> >>',
    pageEntries: '/AA << /O << /S /URI /URI (http://127.0.0.1:9/) >> >>',
  });
}

const passwordPadding = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
);

/**
 * Locked with RC4 of 40 bits, as old office programs do it.
 * @param userPassword empty: anybody may read, only the owner may change.
 */
export function makeEncryptedPdf({ userPassword }: { userPassword: string }): Buffer {
  const pad = (password: string) =>
    Buffer.concat([Buffer.from(password, 'latin1'), passwordPadding]).subarray(0, 32);
  const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const fileId = Buffer.alloc(16, 7);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(-4);

  const owner = rc4(md5(pad('owner')).subarray(0, 5), pad(userPassword));
  const key = md5(pad(userPassword), owner, permissions, fileId).subarray(0, 5);
  const user = rc4(key, passwordPadding);

  const file = new PdfFile();
  const tree = file.reserve();
  const content = file.reserve();
  const objectKey = md5(key, Buffer.from([content & 255, content >> 8, 0, 0, 0])).subarray(0, 10);
  file.set(content, streamBody('', rc4(objectKey, Buffer.from('0.5 g 0 0 960 540 re f'))));
  const page = file.add(
    `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 960 540] /Contents ${content} 0 R /Resources << >> >>`,
  );
  file.set(tree, `<< /Type /Pages /Count 1 /Kids [${page} 0 R] >>`);
  const root = file.add(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
  const encrypt = file.add(
    `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >>`,
  );
  const id = fileId.toString('hex');
  return file.toBuffer({ root, trailer: `/Encrypt ${encrypt} 0 R /ID [<${id}> <${id}>]` });
}

/** OpenSSL no longer has it. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number) => box[index] ?? 0;
  let j = 0;
  for (let i = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    [box[i], box[j]] = [at(j), at(i)];
  }
  let a = 0;
  let b = 0;
  return Buffer.from(
    data.map((byte) => {
      a = (a + 1) & 255;
      b = (b + at(a)) & 255;
      [box[a], box[b]] = [at(b), at(a)];
      return byte ^ at((at(a) + at(b)) & 255);
    }),
  );
}

/** A page to a browser that looks at the start, a PDF to a reader that looks further on. */
export function makeHtmlPdfPolyglot(): Buffer {
  return Buffer.concat([Buffer.from('<html><script>alert(document.cookie)</script><!--\n'), makePdf()]);
}

/** A good PDF with a page for browsers behind its end. */
export function makePdfWithHtmlTail(): Buffer {
  return Buffer.concat([makePdf(), Buffer.from('<script>alert(document.cookie)</script>\n%%EOF\n')]);
}

/** An image to whoever reads from the start, an archive to whoever reads from the end. */
export function makePngZipPolyglot(): Buffer {
  return Buffer.concat([makePng({ width: 64, height: 64 }), makeZip()]);
}

/** Begins as an image and is a whole script. */
export function makeGifScriptPolyglot(): Buffer {
  return Buffer.from('GIF89a/*\x00\x01*/=1;alert(document.cookie);');
}

export function makeZip(): Buffer {
  const name = Buffer.from('readme.txt');
  const data = Buffer.from('hello');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc32(data), 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  local.copy(central, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Buffer.concat([local, name, data, central, name, end]);
}

export function makeScriptedSvg(): Buffer {
  return Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">' +
      '<script>alert(document.cookie)</script><image href="file:///etc/passwd"/></svg>',
  );
}

export function makeHtml(): Buffer {
  return Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
}

/** One plain grey; `data` replaces the pixels, for files that promise more than they hold. */
export function makePng({ width, height, data }: { width: number; height: number; data?: Buffer }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits of grey.
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = data ?? deflateSync(Buffer.alloc((width + 1) * height, 0x00));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** 2.5 billion pixels in a few hundred bytes. */
export function makeHugePng(): Buffer {
  return makePng({ width: 50_000, height: 50_000, data: deflateSync(Buffer.alloc(50_001)) });
}

/** Says 2000 × 2000 and ends after a few lines. */
export function makeShortPng(): Buffer {
  const whole = makePng({ width: 2000, height: 2000, data: deflateSync(randomBytes(2001 * 2000)) });
  return whole.subarray(0, 20_000);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, sum]);
}

/** What people and attackers call files, and what must become of it: nothing but a name. */
export const hostileFileNames = [
  '../../../../etc/passwd.pdf',
  '..\\..\\windows\\system32\\evil.pdf',
  'C:\\Users\\lan\\bài giảng.pdf',
  'a\u0000b.pdf',
  'fdp.\u202Egnp.pdf',
  '.htaccess.pdf',
  '"; filename="evil.html".pdf',
  'dòng\r\nSet-Cookie: x=y.pdf',
  '<img src=x onerror=alert(1)>.pdf',
  'CON.pdf',
  `${'ế'.repeat(150)}.pdf`,
] as const;
