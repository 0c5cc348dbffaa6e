import { randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import type { Ack } from '#shared/contract.ts';

export interface RawPageOptions {
  port: number;
  cookie: string;
  /** A message of the server's that answers nothing, as it came. */
  onMessage?(text: Buffer): void;
  onClose?(): void;
}

const TEXT = 1;
const CLOSE = 8;

/**
 * A page's connection without a page: WebSocket, Engine.IO and Socket.IO framing written by hand, because thousands of them have to fit beside the
 * server on one machine. Messages are handed on unread, so that a load generator parses what is alike only once.
 */
export class RawPage {
  readonly #socket: Socket;
  readonly #options: RawPageOptions;
  readonly #acks = new Map<number, (ack: Ack<unknown>) => void>();
  readonly #opened = Promise.withResolvers<void>();
  #buffer: Buffer = Buffer.alloc(0);
  #isUpgraded = false;
  #lastAck = 0;

  private constructor(options: RawPageOptions) {
    this.#options = options;
    this.#socket = createConnection({ port: options.port, host: '127.0.0.1', noDelay: true });
  }

  /** Connected and signed in; it has joined nothing yet. */
  static async open(options: RawPageOptions): Promise<RawPage> {
    const page = new RawPage(options);
    page.#start();
    await page.#opened.promise;
    return page;
  }

  request(name: string, input: unknown): Promise<Ack<unknown>> {
    this.#lastAck += 1;
    const { promise, resolve } = Promise.withResolvers<Ack<unknown>>();
    this.#acks.set(this.#lastAck, resolve);
    this.#send(`42${this.#lastAck}${JSON.stringify([name, input])}`);
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #start(): void {
    const { port, cookie, onClose } = this.#options;
    this.#socket.on('connect', () => {
      this.#socket.write(
        [
          'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
          `Host: localhost:${port}`,
          `Origin: http://localhost:${port}`,
          `Cookie: ${cookie}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
          '\r\n',
        ].join('\r\n'),
      );
    });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#opened.reject(error));
    this.#socket.on('close', () => {
      this.#opened.reject(new Error('closed before it was open'));
      onClose?.();
    });
  }

  #take(chunk: Buffer): void {
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, chunk]) : chunk;
    if (!this.#isUpgraded) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = this.#buffer.toString('latin1', 0, this.#buffer.indexOf('\r\n'));
      if (!status.includes(' 101 ')) {
        this.#fail(status);
        return;
      }
      this.#isUpgraded = true;
      this.#buffer = this.#buffer.subarray(end + 4);
    }
    for (;;) {
      const frame = readFrame(this.#buffer);
      if (!frame) return;
      this.#buffer = this.#buffer.subarray(frame.size);
      if (frame.opcode === TEXT) this.#read(frame.payload);
      else if (frame.opcode === CLOSE) this.close();
    }
  }

  #read(payload: Buffer): void {
    const [engine, packet] = payload.toString('latin1', 0, 2);
    if (engine === '0') this.#send('40');
    else if (engine === '2') this.#send('3');
    else if (engine !== '4') return;
    else if (packet === '0') this.#opened.resolve();
    else if (packet === '2') this.#options.onMessage?.(payload.subarray(2));
    else if (packet === '3') this.#takeAck(payload);
    else if (packet === '4') this.#fail(payload.toString());
  }

  #takeAck(payload: Buffer): void {
    const data = payload.indexOf('[');
    const id = Number(payload.toString('latin1', 2, data));
    const [ack] = JSON.parse(payload.toString('utf8', data)) as [Ack<unknown>];
    this.#acks.get(id)?.(ack);
    this.#acks.delete(id);
  }

  #fail(why: string): void {
    this.#opened.reject(new Error(why));
    this.close();
  }

  #send(text: string): void {
    this.#socket.write(writeFrame(Buffer.from(text)));
  }
}

/** A whole frame at the beginning of what has come, if there is one. A server sends its frames unmasked. */
function readFrame(buffer: Buffer): { opcode: number; payload: Buffer; size: number } | undefined {
  if (buffer.length < 2) return undefined;
  const short = buffer.readUInt8(1) & 127;
  const header = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (buffer.length < header) return undefined;
  const length =
    short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  const size = header + length;
  if (buffer.length < size) return undefined;
  return { opcode: buffer.readUInt8(0) & 15, payload: buffer.subarray(header, size), size };
}

/** A page must mask what it sends; a mask of zeros is one, and leaves the payload as it is. */
function writeFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const header = length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
  header.writeUInt8(0x80 | TEXT, 0);
  header.writeUInt8(0x80 | (length < 126 ? length : 126), 1);
  if (length >= 126) header.writeUInt16BE(length, 2);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}
