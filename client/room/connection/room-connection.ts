import { onWoken } from '#client/lib/sleep-watch.ts';
import { createSocket, type LiveSocket, type Request, type SocketHandlers } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore, type Store } from '#client/lib/store.ts';
import { protocolVersion } from '#shared/contract.ts';
import { AppError, type AppErrorCode, type AppErrorDto } from '#shared/errors.ts';
import type { DoorOpened, Frame, RoomClosed } from '#shared/features/live.ts';
import type { ReceiveWish } from '#shared/features/media.ts';
import type { RequestInput, RequestOutput } from '#shared/protocol.ts';
import { type ExclusionKind, exclusionKinds } from '#shared/session-door.ts';
import { reconnectWaitMs } from './backoff.ts';
import { NewsOrder } from './news-order.ts';

export type JoinedRoom = RequestOutput<'room:join'>;

export type ConnectionState =
  | { name: 'connecting'; sinceMs: number }
  | { name: 'live' }
  /** Many are coming in, or as many are in as there is room for (then without a place): the page asks again by itself. */
  | { name: 'queued'; place: number | null }
  /** At the door, until staff let us in; `since` is null where the room is locked and nobody is let in. */
  | { name: 'waiting'; since: string | null; isAway: boolean }
  /** `server`: it said goodbye and comes back; `network`: the connection broke or nothing answered. */
  | { name: 'reconnecting'; sinceMs: number; reason: 'network' | 'server'; attempt: number }
  /** Trying again would not help. */
  | { name: 'refused'; error: AppErrorDto }
  | { name: 'closed'; reason: RoomClosed['reason'] | 'left' };

export interface RoomConnectionOptions {
  code: string;
  /** The page's own id, the same over reconnects. */
  pageId: string;
  /** `isNewConnection`: media and everything else bound to the old connection are gone. Called before the news that was missed. */
  onJoined(joined: JoinedRoom, isNewConnection: boolean): void;
  onNews(name: string, data: unknown): void;
  /** The device is on another network, or was asleep; the connection looks after itself. */
  onNewWay?(): void;
  /** What this page wants to receive from the start; its media half says. */
  receive?: () => Promise<ReceiveWish>;
  createSocket?: (handlers: SocketHandlers) => LiveSocket;
  random?: () => number;
}

/** A connection that may be dead without knowing it is given this long to answer after the network has changed. */
const PROBE_TIMEOUT_MS = 4_000;
/** After a change of networks it most likely is: then for two round trips over poor 3G. */
const CHANGED_TIMEOUT_MS = 2_000;
/** A page hidden for less has had its heartbeat all along. */
const HIDDEN_LONG_MS = 30_000;
/** Where the server does not say when it is our turn. */
const QUEUE_RETRY_MS = 5_000;
/** Gaps right after a join mean that something else is wrong: then with a pause, on a new connection. */
const GAPS_MAX = 3;

/** Worth trying again: nothing is wrong with who we are or what we asked. */
const passing: readonly AppErrorCode[] = [
  'offline',
  'unavailable',
  'too_many_requests',
  'limit_reached',
  'internal',
];

/**
 * The live connection to one room, for as long as the page is in it: connects, joins, comes back after every loss without a
 * reload, and hands on news strictly in order. Plain object; components follow `state`.
 */
export class RoomConnection {
  readonly #options: RoomConnectionOptions;
  readonly #socket: LiveSocket;
  readonly #order = new NewsOrder();
  readonly #state: Store<ConnectionState> = createStore<ConnectionState>({
    name: 'connecting',
    sinceMs: performance.now(),
  });
  readonly #random: () => number;
  /** Grows with every connection and every join: an answer to an earlier one is ignored. */
  #turn = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #doorTimer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #gaps = 0;
  #isChecking = false;
  #networkType = readNetworkType();
  #stopWatchingSleep: (() => void) | undefined;
  #hiddenAtMs: number | undefined;

  constructor(options: RoomConnectionOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    const create = options.createSocket ?? createSocket;
    this.#socket = create({
      greet: () => this.#introduce(),
      onConnect: (joining) => void this.#join(true, { joining }),
      onConnectError: (error) => this.#fail(error ?? { code: 'offline' }),
      onDisconnect: () => this.#lose('network'),
      onFrame: (frame) => this.#takeFrame(frame),
      onClosed: (closed) => this.#takeClosed(closed),
      onDoorOpened: (opened) => this.#takeDoorOpened(opened),
    });
  }

  get state(): ReadOnlyStore<ConnectionState> {
    return this.#state;
  }

  /** Fails at once with `offline` while the room is not joined. */
  readonly request: Request = (name, input) => {
    if (this.#state.get().name !== 'live') return Promise.reject(new AppError('offline'));
    const asked = this.#socket.request(name, input);
    asked.catch((error: unknown) => {
      // No answer: the line is dead or the server is; Socket.IO notices only after two missed heartbeats.
      if (error instanceof AppError && error.code === 'offline') this.check();
    });
    return asked;
  };

  start(): void {
    this.#listenToPage('add');
    this.#socket.connect();
  }

  /** Says goodbye, so that others see at once that we are gone. */
  leave(): void {
    if (this.#state.get().name === 'live') this.#socket.request('room:leave', {}).catch(() => {});
    this.#end({ name: 'closed', reason: 'left' });
  }

  /** Begins again after `closed` or `refused`, and anew from a snapshot. */
  restart(): void {
    this.#end({ name: 'connecting', sinceMs: performance.now() });
    this.#order.forget();
    this.#attempt = 0;
    this.start();
  }

  /** Drops the connection and comes back on a new one: what is left when repairing a part of it has failed. */
  reconnect(): void {
    if (this.#state.get().name !== 'live') return;
    this.#socket.disconnect();
    this.#lose('network');
  }

  /** A connection that seems alive has to prove it. */
  check(timeoutMs = PROBE_TIMEOUT_MS): void {
    if (this.#state.get().name === 'live' && !this.#isChecking) void this.#join(false, { timeoutMs });
  }

  /** For those who do not want to wait for the next try. */
  tryAgain(): void {
    if (this.#retryTimer !== undefined) this.#tryNow();
  }

  /** With what the page wants to receive: that takes a moment to say, and is news on a new connection alone. */
  async #introduce(): Promise<RequestInput<'room:join'>> {
    const receive = await this.#options.receive?.();
    return { ...this.#toJoin(), ...(receive && { receive }) };
  }

  #toJoin(): RequestInput<'room:join'> {
    const { code, pageId } = this.#options;
    return { protocolVersion, code, position: this.#order.position, pageId };
  }

  /** @param options `joining`: asked with the handshake already */
  async #join(
    isNewConnection: boolean,
    { joining, timeoutMs }: { joining?: Promise<JoinedRoom>; timeoutMs?: number } = {},
  ): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#isChecking = timeoutMs !== undefined;
    this.#order.beginJoin();
    try {
      const asked = joining ?? this.#socket.request('room:join', this.#toJoin());
      const joined = await (timeoutMs ? within(asked, timeoutMs) : asked);
      if (turn !== this.#turn) return;
      this.#isChecking = false;
      this.#takeJoined(joined, isNewConnection);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#isChecking = false;
      this.#fail(error instanceof AppError ? error.toDto() : { code: 'internal' });
    }
  }

  #takeJoined(joined: JoinedRoom, isNewConnection: boolean): void {
    this.#attempt = 0;
    this.#state.set({ name: 'live' });
    this.#options.onJoined(joined, isNewConnection);
    const { position, snapshot, missed } = joined;
    this.#handOn(this.#order.finishJoin({ position, hasSnapshot: snapshot !== null, missed }));
  }

  #takeFrame(frame: Frame): void {
    this.#handOn(this.#order.take(frame));
  }

  #handOn(news: ReturnType<NewsOrder['take']>): void {
    if (news === 'gap') {
      this.#gaps += 1;
      if (this.#gaps > GAPS_MAX) this.reconnect();
      else void this.#join(false);
      return;
    }
    if (news.length > 0) this.#gaps = 0;
    for (const [name, data] of news) this.#options.onNews(name, data);
  }

  #takeClosed({ reason, retryAfterMs }: RoomClosed): void {
    if (reason !== 'server_stopping') {
      this.#end({ name: 'closed', reason });
      return;
    }
    this.#socket.disconnect();
    this.#lose('server', retryAfterMs ?? undefined);
  }

  /** Everybody who waited comes in now, each at a moment of their own. */
  #takeDoorOpened({ spreadMs }: DoorOpened): void {
    clearTimeout(this.#doorTimer);
    this.#doorTimer = setTimeout(() => void this.#join(true), Math.round(spreadMs * this.#random()));
  }

  /** An attempt, or a join, that did not work. */
  #fail(error: AppErrorDto): void {
    if (isOver(this.#state.get())) return;
    if (error.code === 'waiting' || error.code === 'room_locked') {
      // The connection stays: the server says on it when to try again.
      this.#attempt = 0;
      this.#state.set({ name: 'waiting', since: error.details?.since ?? null, isAway: false });
      return;
    }
    if (error.code === 'room_busy' || error.code === 'room_full') {
      this.#queue(error);
      return;
    }
    if (isExclusion(error.code)) {
      this.#end({ name: 'closed', reason: error.code });
      return;
    }
    if (!passing.includes(error.code)) {
      this.#end({ name: 'refused', error });
      return;
    }
    this.#socket.disconnect();
    this.#lose('network', error.details?.retryAfterMs);
  }

  /** The connection stays, and with it the place in the line. */
  #queue({ details }: AppErrorDto): void {
    this.#attempt = 0;
    // Whoever was inside already goes on looking at the class.
    if (this.#state.get().name !== 'reconnecting')
      this.#state.set({ name: 'queued', place: details?.place ?? null });
    clearTimeout(this.#doorTimer);
    this.#doorTimer = setTimeout(() => void this.#join(true), details?.retryAfterMs ?? QUEUE_RETRY_MS);
  }

  /** @param spreadMs what the server asks us to spread over, instead of our own bound */
  #lose(reason: 'network' | 'server', spreadMs?: number): void {
    // The server that said goodbye also disconnects: that is the same loss, and its own wait holds.
    if (this.#retryTimer !== undefined || isOver(this.#state.get())) return;
    this.#turn += 1;
    clearTimeout(this.#doorTimer);
    const last = this.#state.get();
    const sinceMs =
      last.name === 'live' ? performance.now() : 'sinceMs' in last ? last.sinceMs : performance.now();
    const isFirstTime = last.name === 'connecting' || last.name === 'queued';
    if (last.name === 'waiting') this.#state.set({ ...last, isAway: true });
    else if (isFirstTime) this.#state.set({ name: 'connecting', sinceMs });
    else this.#state.set({ name: 'reconnecting', sinceMs, reason, attempt: this.#attempt });
    const waitMs =
      spreadMs === undefined
        ? reconnectWaitMs(this.#attempt, this.#random())
        : Math.round(spreadMs * this.#random());
    this.#retryTimer = setTimeout(() => this.#tryNow(), waitMs);
  }

  #tryNow(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#attempt += 1;
    const state = this.#state.get();
    if (state.name === 'reconnecting') this.#state.set({ ...state, attempt: this.#attempt });
    this.#socket.connect();
  }

  #end(state: ConnectionState): void {
    this.#turn += 1;
    clearTimeout(this.#doorTimer);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#listenToPage('remove');
    this.#state.set(state);
    this.#socket.disconnect();
  }

  #listenToPage(change: 'add' | 'remove'): void {
    // Tests of the order of things run without a page.
    if (typeof window === 'undefined') return;
    const act = change === 'add' ? 'addEventListener' : 'removeEventListener';
    window[act]('online', this.#takeOnline);
    window[act]('offline', this.#wake);
    window[act]('pageshow', this.#wake);
    document[act]('visibilitychange', this.#watchVisibility);
    navigator.connection?.[act]('change', this.#watchNetwork);
    this.#stopWatchingSleep?.();
    this.#stopWatchingSleep =
      change === 'add' ? onWoken(() => this.#findNewWay(PROBE_TIMEOUT_MS)) : undefined;
  }

  readonly #watchVisibility = (): void => {
    if (document.hidden) {
      this.#hiddenAtMs = performance.now();
      return;
    }
    const hiddenMs = this.#hiddenAtMs === undefined ? 0 : performance.now() - this.#hiddenAtMs;
    const isWaiting = this.#retryTimer !== undefined;
    if (isWaiting || hiddenMs > HIDDEN_LONG_MS) this.#wake();
  };

  /** The network or the person is back, or gone: no waiting now, and a connection that seems alive has to prove it. */
  readonly #wake = (): void => this.#wakeWithin(PROBE_TIMEOUT_MS);

  #wakeWithin(timeoutMs: number): void {
    if (this.#retryTimer !== undefined) this.#tryNow();
    else if (this.#state.get().name === 'waiting') void this.#join(true, { timeoutMs });
    else this.check(timeoutMs);
  }

  readonly #takeOnline = (): void => this.#findNewWay(CHANGED_TIMEOUT_MS);

  /** From Wi-Fi to mobile or back, where the browser tells; it also tells of every change of speed. */
  readonly #watchNetwork = (): void => {
    const type = readNetworkType();
    if (type === this.#networkType) return;
    this.#networkType = type;
    if (navigator.onLine) this.#findNewWay(CHANGED_TIMEOUT_MS);
  };

  #findNewWay(timeoutMs: number): void {
    this.#wakeWithin(timeoutMs);
    this.#options.onNewWay?.();
  }
}

declare global {
  interface Navigator {
    /** Chromium alone has it, and says the type only on phones. */
    readonly connection?: EventTarget & { readonly type?: string };
  }
}

function readNetworkType(): string | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.connection?.type;
}

function isExclusion(code: AppErrorCode): code is ExclusionKind {
  return (exclusionKinds as readonly string[]).includes(code);
}

function isOver(state: ConnectionState): boolean {
  return state.name === 'refused' || state.name === 'closed';
}

function within<Value>(asked: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('offline')), timeoutMs);
    asked.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
