import { Duplex } from 'node:stream';
import type { EmbeddedThread } from './embedded-thread.ts';

type Done = (error?: Error | null) => void;

/** First byte of PostgreSQL's Terminate message. */
const terminate = 0x58;

/**
 * What `pg` takes for a network socket: its bytes go to the embedded database's thread and back.
 *
 * Every socket is one client of the one session that the engine has, so there must never be two open at once
 * (`max: 1` in the pool), and each begins by clearing what the last one left.
 */
export class EmbeddedSocket extends Duplex {
  readonly #getThread: () => Promise<EmbeddedThread>;
  #thread: EmbeddedThread | undefined;

  constructor({ getThread }: { getThread: () => Promise<EmbeddedThread> }) {
    super({ allowHalfOpen: false });
    this.#getThread = getThread;
  }

  connect(): this {
    this.#open().then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  async #open(): Promise<void> {
    const thread = await this.#getThread();
    await thread.request({ op: 'reset' });
    this.#thread = thread;
    // Also a client that waits for nothing right now must learn that its session is gone.
    void thread.gone.then((reason) => this.destroy(reason));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _final(done: Done): void {
    done();
    // After an SQL error the pool drops the client and waits for 'close' before it serves the next.
    this.destroy();
  }

  #send(chunks: Buffer[], done: Done): void {
    // The client ends, the session stays for the next one.
    const messages = chunks.filter((chunk) => chunk[0] !== terminate);
    if (messages.length === 0 || !this.#thread) {
      done();
      return;
    }
    this.#thread.request({ op: 'query', bytes: Buffer.concat(messages) }).then((answer) => {
      if (answer.length > 0) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength));
      done();
    }, done);
  }

  // What pg calls on a socket of the network, and has no meaning here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
