import { readFile } from 'node:fs/promises';

/** Some hundred pictures: what the rooms that are on show now, in all widths, and the pages around. */
const CACHE_MAX_BYTES = 32 * 1024 * 1024;

/**
 * The pictures asked for lately. When a page is turned, everybody in the room asks for the same file within a second;
 * from here that is one reading of it.
 */
export class PictureCache {
  readonly #pictures = new Map<string, Buffer>();
  readonly #reading = new Map<string, Promise<Buffer>>();
  #bytes = 0;

  /** Rejects with `ENOENT` where the file is gone. */
  async read(file: string): Promise<Buffer> {
    const known = this.#pictures.get(file);
    if (!known) return this.#reading.get(file) ?? this.#readFile(file);

    // A Map keeps the order of insertion: the first is what nobody has asked for longest.
    this.#pictures.delete(file);
    this.#pictures.set(file, known);
    return known;
  }

  async #readFile(file: string): Promise<Buffer> {
    const reading = readFile(file);
    this.#reading.set(file, reading);
    try {
      const picture = await reading;
      this.#pictures.set(file, picture);
      this.#bytes += picture.length;
      this.#trim();
      return picture;
    } finally {
      this.#reading.delete(file);
    }
  }

  #trim(): void {
    for (const [file, picture] of this.#pictures) {
      if (this.#bytes <= CACHE_MAX_BYTES) return;
      this.#pictures.delete(file);
      this.#bytes -= picture.length;
    }
  }
}
