import { randomUUID } from 'node:crypto';
import { parseSetCookie } from 'cookie';
import { io, type Socket } from 'socket.io-client';
import { type Ack, protocolVersion } from '#shared/contract.ts';
import type { AppErrorDto } from '#shared/errors.ts';
import type { Frame, Position, RoomClosed } from '#shared/features/live.ts';
import type { NewsData, NewsName, RequestInput, RequestName, RequestOutput } from '#shared/protocol.ts';

/** Long enough for the slowest machine; tests wait for states and never come near it when all is well. */
const WAIT_MS = 30_000;

export interface HttpAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** One browser: a cookie jar, HTTP, and as many pages in rooms as wanted. */
export class TestClient {
  readonly url: string;
  readonly #cookies = new Map<string, string>();
  readonly #pages: TestPage[] = [];

  constructor(url: string, cookie?: string) {
    this.url = url;
    const [name, value] = cookie?.split('=') ?? [];
    if (name && value) this.#cookies.set(name, value);
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async http<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer<Body>> {
    const raw = isBytes(body) || body instanceof ReadableStream;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.url,
        ...(this.#cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
        ...(body === undefined
          ? {}
          : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    this.#keepCookies(response);
    const isJson = response.headers.get('content-type')?.includes('json');
    const answer = isJson ? await response.json() : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: answer as Body };
  }

  /** Connects a page; it has joined nothing yet. */
  async openPage(
    options: {
      pageId?: string;
      transports?: ('websocket' | 'polling')[];
      auth?: Record<string, unknown>;
    } = {},
  ): Promise<TestPage> {
    const { pageId = randomUUID(), transports = ['websocket'], auth = {} } = options;
    const socket = io(this.url, {
      transports,
      reconnection: false,
      forceNew: true,
      auth,
      extraHeaders: { cookie: this.cookieHeader, origin: this.url },
    });
    const page = new TestPage(socket, pageId);
    this.#pages.push(page);
    await page.connected;
    return page;
  }

  /** Opens a page and joins a session's room with it. */
  async join(
    code: string,
    options: {
      pageId?: string;
      position?: Position | null;
      receive?: RequestInput<'room:join'>['receive'];
    } = {},
  ): Promise<TestPage> {
    const page = await this.openPage(options);
    await page.join(code, options.position ?? null, options.receive);
    return page;
  }

  close(): void {
    for (const page of this.#pages) page.close();
  }

  #keepCookies(response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const { name, value, maxAge } = parseSetCookie(header);
      if (maxAge === 0 || !value) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

/** One page in a room: requests, and every piece of news in the order it came. */
export class TestPage {
  readonly pageId: string;
  readonly socket: Socket;
  readonly connected: Promise<void>;
  readonly news: { name: string; data: unknown; personal: boolean }[] = [];
  /** The numbers of numbered news, to check that none is missing or doubled. */
  readonly numbers: number[] = [];
  joined: RequestOutput<'room:join'> | undefined;
  closedReason: RoomClosed['reason'] | undefined;
  /** The answer to a join that was sent along with the handshake. */
  greeting: Ack<RequestOutput<'room:join'>> | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket, pageId: string) {
    this.socket = socket;
    this.pageId = pageId;
    this.connected = new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      // A server that stops in the middle of the handshake says neither.
      socket.once('disconnect', (reason) =>
        reject(new Error(`disconnected before it was connected: ${reason}`)),
      );
    });
    socket.on('frame', (frame: Frame) => this.#take(frame));
    socket.on('room:closed', ({ reason }: RoomClosed) => {
      this.closedReason = reason;
      this.#wake();
    });
    socket.on('room:joined', (ack: Ack<RequestOutput<'room:join'>>) => {
      this.greeting = ack;
      this.#wake();
    });
    socket.on('disconnect', () => this.#wake());
  }

  get snapshot(): NonNullable<RequestOutput<'room:join'>['snapshot']> {
    if (!this.joined?.snapshot) throw new Error('joined without a snapshot');
    return this.joined.snapshot;
  }

  async join(
    code: string,
    position: Position | null = null,
    receive?: RequestInput<'room:join'>['receive'],
  ): Promise<RequestOutput<'room:join'>> {
    const page = { protocolVersion, code, position, pageId: this.pageId };
    this.joined = await this.request('room:join', receive ? { ...page, receive } : page);
    return this.joined;
  }

  /** The data of the ack, or throws its error as `RequestFailed`. */
  async request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name>> {
    const ack = await this.requestRaw(name, input);
    if (!ack.ok) throw new RequestFailed(name, ack.error);
    return ack.data as RequestOutput<Name>;
  }

  async requestRaw(name: string, input: unknown): Promise<Ack<unknown>> {
    return this.socket.timeout(WAIT_MS).emitWithAck(name, input);
  }

  /** The first news of that name that fits, already here or still to come. */
  async waitFor<Name extends NewsName>(
    name: Name,
    fits: (data: NewsData<Name>) => boolean = () => true,
  ): Promise<NewsData<Name>> {
    return this.#until(`news ${name}`, () => {
      const found = this.news.find((news) => news.name === name && fits(news.data as NewsData<Name>));
      return found?.data as NewsData<Name> | undefined;
    });
  }

  async waitForGreeting(): Promise<Ack<RequestOutput<'room:join'>>> {
    return this.#until('the answer to the handshake', () => this.greeting);
  }

  async waitForClose(): Promise<RoomClosed['reason'] | 'connection lost'> {
    return this.#until(
      'the close',
      () => this.closedReason ?? (this.socket.connected ? undefined : 'connection lost'),
    );
  }

  close(): void {
    this.socket.disconnect();
  }

  #take({ number, news, personal = false }: Frame): void {
    news.forEach(([name, data], index) => {
      this.news.push({ name, data, personal });
      if (!personal) this.numbers.push(number + index);
    });
    this.#wake();
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }

  #until<Value>(what: string, find: () => Value | undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      const timer = setTimeout(() => {
        finish();
        reject(
          new Error(
            `waited ${WAIT_MS} ms for ${what}; got: ${this.news.map((news) => news.name).join(', ')}`,
          ),
        );
      }, WAIT_MS);
      const check = (): void => {
        const value = find();
        if (value === undefined) return;
        finish();
        resolve(value);
      };
      this.#waiting.add(check);
      check();
    });
  }
}

export class RequestFailed extends Error {
  readonly error: AppErrorDto;

  constructor(name: string, error: AppErrorDto) {
    super(`${name}: ${error.code} ${JSON.stringify(error.details ?? {})}`);
    this.error = error;
  }
}
