const FIRST_BYTES = 4 * 1024;

/**
 * Operators of a page, gathered as the bytes that they will be. As strings, the cells of a long list were put together letter by letter, and then read
 * letter by letter: half of the time, and most of the garbage.
 */
export class PageInk {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  /** ASCII. */
  write(operators: string): void {
    const length = operators.length;
    this.#makeRoom(length);
    for (let at = 0; at < length; at += 1) this.#bytes[this.#length + at] = operators.charCodeAt(at);
    this.#length += length;
  }

  writeBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#makeRoom(length);
    // They are four, and a call takes longer.
    for (let at = 0; at < length; at += 1) this.#bytes[this.#length + at] = bytes[at] ?? 0;
    this.#length += length;
  }

  /** What was written since it was last asked. */
  take(): Uint8Array {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
