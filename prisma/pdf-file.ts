import { deflateSync } from 'node:zlib';

type Body = string | Buffer;

/** Collects the objects of a PDF 1.7 file and writes them with a cross-reference table: enough for pages that we draw ourselves. */
export class PdfFile {
  readonly #bodies: (Body | undefined)[] = [];

  /** Takes a number for an object whose body refers to others that do not exist yet. */
  reserve(): number {
    return this.#bodies.push(undefined);
  }

  /** @returns the object's number; `N 0 R` refers to it. */
  add(body: Body): number {
    return this.#bodies.push(body);
  }

  set(number: number, body: Body): void {
    this.#bodies[number - 1] = body;
  }

  /** `entries` are the dictionary's besides length and filter, as in `/Type /XObject`. */
  addStream(entries: string, data: Body): number {
    return this.add(streamBody(`${entries} /Filter /FlateDecode`, deflateSync(data)));
  }

  toBuffer(options: { root: number; trailer?: string }): Buffer {
    const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let offset = parts[0]?.length ?? 0;
    const offsets: number[] = [];

    this.#bodies.forEach((body, index) => {
      if (body === undefined) throw new Error(`object ${index + 1} was reserved and never set`);
      const part = Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
        Buffer.from('\nendobj\n'),
      ]);
      offsets.push(offset);
      offset += part.length;
      parts.push(part);
    });

    const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
    parts.push(
      Buffer.from(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}` +
          `trailer\n<< /Size ${offsets.length + 1} /Root ${options.root} 0 R ${options.trailer ?? ''} >>\n` +
          `startxref\n${offset}\n%%EOF\n`,
      ),
    );
    return Buffer.concat(parts);
  }
}

export function streamBody(entries: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< /Length ${data.length} ${entries} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

/** A text string of the format, in UTF-16 with its mark, so that every script fits. */
export function pdfText(text: string): string {
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${utf16.toString('hex')}>`;
}
