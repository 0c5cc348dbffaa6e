import { createHash, createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const UDP = 17;
const ANSWER_WITHIN_MS = 5_000;

const requests = { allocate: 0x0003, refresh: 0x0004, createPermission: 0x0008 } as const;
const attributes = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
} as const;

/** An answer: no code where it was yes. */
interface Answer {
  code: number | undefined;
  realm: string;
  nonce: string;
}

export interface TurnPlace {
  host: string;
  port: number;
  isTls: boolean;
}

/** Of a URL as in LECTERN_TURN_URLS. */
export function parseTurnUrl(url: string): TurnPlace & { isUdp: boolean } {
  const [, scheme = 'turns', host = '', port] = /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?/iu.exec(url) ?? [];
  const isTls = scheme.toLowerCase() === 'turns';
  return {
    host: host.replace(/^\[|\]$/gu, ''),
    port: Number(port ?? (isTls ? 5349 : 3478)),
    isTls,
    isUdp: !isTls && !/transport=tcp/iu.test(url),
  };
}

/**
 * As much of a TURN client (RFC 8656, over a stream) as it takes to ask a server whom it lets in and where it relays to. Nothing
 * is ever sent through it.
 */
export class TurnClient {
  readonly #socket: Socket;
  readonly #username: string;
  readonly #credential: string;
  #realm = '';
  #nonce = '';

  private constructor(socket: Socket, username: string, credential: string) {
    this.#socket = socket;
    this.#username = username;
    this.#credential = credential;
  }

  /** @throws what the system or TLS say, a certificate that is not trusted included */
  static async connect(
    { host, port, isTls }: TurnPlace,
    { username, credential }: { username: string; credential: string },
    { ca }: { ca?: string } = {},
  ): Promise<TurnClient> {
    const servername = /^[\d.:]+$/u.test(host) ? undefined : host;
    const socket = isTls
      ? connectTls({ host, port, ...(servername && { servername }), ...(ca && { ca }) })
      : connectTcp({ host, port });
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer')));
    await once(socket, isTls ? 'secureConnect' : 'connect');
    // From here on a failure is told by the request that waits.
    socket.on('error', () => {});
    return new TurnClient(socket, username, credential);
  }

  /** Asks for a relay. @returns the code of the refusal: 401 for credentials that do not hold, 486 over a quota */
  async allocate(): Promise<number | undefined> {
    const wanted = [attribute(attributes.requestedTransport, Buffer.from([UDP, 0, 0, 0]))];
    // The first answer is always no: it brings what the second question must be signed with.
    const first = await this.#ask(requests.allocate, wanted);
    this.#realm = first.realm;
    this.#nonce = first.nonce;
    return (await this.#askSigned(requests.allocate, wanted)).code;
  }

  /** Asks to be relayed to an IPv4 address. @returns the code of the refusal: 403 for a forbidden one */
  async permit(address: string): Promise<number | undefined> {
    return (await this.#askSigned(requests.createPermission, [peerAddress(address)])).code;
  }

  /** Gives the relay back and hangs up. */
  async close(): Promise<void> {
    const none = Buffer.alloc(4);
    await this.#askSigned(requests.refresh, [attribute(attributes.lifetime, none)]).catch(() => {});
    this.#socket.destroy();
  }

  async #askSigned(type: number, own: readonly Buffer[]): Promise<Answer> {
    const text = (value: string) => Buffer.from(value, 'utf8');
    const signed = [
      ...own,
      attribute(attributes.username, text(this.#username)),
      attribute(attributes.realm, text(this.#realm)),
      attribute(attributes.nonce, text(this.#nonce)),
    ];
    const answer = await this.#ask(type, signed, (message) => {
      const key = createHash('md5').update(`${this.#username}:${this.#realm}:${this.#credential}`).digest();
      return createHmac('sha1', key).update(message).digest();
    });
    const isStale = answer.code === 438;
    if (!isStale) return answer;
    this.#nonce = answer.nonce;
    return this.#askSigned(type, own);
  }

  async #ask(type: number, own: readonly Buffer[], sign?: (message: Buffer) => Buffer): Promise<Answer> {
    const transaction = randomBytes(12);
    const body = Buffer.concat(own);
    // The signature covers a header that already counts it.
    const signatureBytes = sign ? 24 : 0;
    const header = Buffer.alloc(8);
    header.writeUInt16BE(type, 0);
    header.writeUInt16BE(body.length + signatureBytes, 2);
    header.writeUInt32BE(MAGIC_COOKIE, 4);
    const message = Buffer.concat([header, transaction, body]);
    const signature = sign ? attribute(attributes.messageIntegrity, sign(message)) : Buffer.alloc(0);
    this.#socket.write(Buffer.concat([message, signature]));
    return readAnswer(await this.#receive(transaction));
  }

  async #receive(transaction: Buffer): Promise<Buffer> {
    let received = Buffer.alloc(0);
    for await (const chunk of streamOf(this.#socket)) {
      received = Buffer.concat([received, chunk]);
      if (received.length < HEADER_BYTES) continue;
      const bytes = HEADER_BYTES + received.readUInt16BE(2);
      if (received.length < bytes) continue;
      const message = received.subarray(0, bytes);
      if (message.subarray(8, HEADER_BYTES).equals(transaction)) return message;
      received = received.subarray(bytes);
    }
    throw new Error('the server hung up');
  }
}

/** The chunks of a socket; leaving the loop does not close it, as its own iterator would. */
async function* streamOf(socket: Socket): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk: Buffer | null = socket.read();
    if (chunk) yield chunk;
    else if (socket.destroyed || socket.readableEnded) return;
    else await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
  }
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** Addresses are mixed with the cookie, because some routers rewrite whatever looks like an address. */
function peerAddress(address: string): Buffer {
  const cookie = Buffer.alloc(4);
  cookie.writeUInt32BE(MAGIC_COOKIE, 0);
  const bytes = address.split('.').map((part, index) => Number(part) ^ (cookie[index] ?? 0));
  const port = 40_000 ^ (MAGIC_COOKIE >>> 16);
  return attribute(attributes.xorPeerAddress, Buffer.from([0, 1, port >> 8, port & 0xff, ...bytes]));
}

function readAnswer(message: Buffer): Answer {
  const answer: Answer = { code: undefined, realm: '', nonce: '' };
  let at = HEADER_BYTES;
  while (at + 4 <= message.length) {
    const type = message.readUInt16BE(at);
    const bytes = message.readUInt16BE(at + 2);
    const value = message.subarray(at + 4, at + 4 + bytes);
    if (type === attributes.errorCode) answer.code = (value[2] ?? 0) * 100 + (value[3] ?? 0);
    if (type === attributes.realm) answer.realm = value.toString('utf8');
    if (type === attributes.nonce) answer.nonce = value.toString('utf8');
    at += 4 + bytes + ((4 - (bytes % 4)) % 4);
  }
  return answer;
}
