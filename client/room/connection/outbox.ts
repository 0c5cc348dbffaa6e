import { newId } from '#client/lib/new-id.ts';
import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { AppError, type AppErrorCode, type AppErrorDto } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import type { WrittenAgo } from '#shared/written-time.ts';

/** `failed`: the server said no, and asking again would not change that; the person decides. */
export type WriteState = 'waiting' | 'sending' | 'failed';

export interface PendingWrite<Kind extends string = string, Input = unknown> {
  id: string;
  kind: Kind;
  /** A later write with the same key takes this one's place: a vote changed twice while away is sent once. */
  key: string;
  input: Input;
  /** By the server's clock. */
  madeAtMs: number;
  state: WriteState;
  error?: AppErrorDto;
}

/**
 * How each kind of write is sent. Each carries a client-made id, or says how things should be: a repeat changes nothing. What had to
 * wait says how long.
 */
export type Senders<Writes> = {
  [Kind in keyof Writes]: (input: Writes[Kind], waited: { writtenAgo?: WrittenAgo }) => Promise<unknown>;
};

type AnyWrite<Writes> = { [Kind in keyof Writes & string]: PendingWrite<Kind, Writes[Kind]> }[keyof Writes &
  string];

/** What was written for a session of the day before surprises whoever opens the page again. */
const KEPT_FOR_MS = 12 * 60 * 60_000;
/** On its way for less than this, it was sent when it was written, as far as anybody cares. */
const SENT_AT_ONCE_MS = 5_000;
/** Where the server only says "later", without when. */
const RETRY_AFTER_MS = 3_000;

const passing: readonly AppErrorCode[] = [
  'offline',
  'not_joined',
  'unavailable',
  'too_many_requests',
  'internal',
];
/** Nothing helps but being connected again, and then `flush` is called anyway. */
const awaitsConnection: readonly AppErrorCode[] = ['offline', 'not_joined'];
/** A defect on our side may pass; after this many tries it will not. */
const INTERNAL_ERRORS_MAX = 3;

/**
 * Writes on their way to the server: sent one after another while connected, kept over losses and reloads while not, each
 * until the server has answered it.
 */
export class Outbox<Writes extends object> {
  readonly #senders: Senders<Writes>;
  readonly #serverNowMs: () => number;
  readonly #writes = createStore<readonly AnyWrite<Writes>[]>([]);
  /** What was written on this page, and when by its own clock, which nobody sets. */
  readonly #writtenHere = new Map<string, number>();
  #storageKey: string | undefined;
  #isSending = false;
  #internalErrors = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Until when a kind has to wait, by the page's own clock: the chat in slow mode must not hold up a vote. */
  readonly #heldUntil = new Map<string, number>();

  constructor(senders: Senders<Writes>, serverNowMs: () => number) {
    this.#senders = senders;
    this.#serverNowMs = serverNowMs;
  }

  get writes(): ReadOnlyStore<readonly AnyWrite<Writes>[]> {
    return this.#writes;
  }

  /** Takes up what an earlier page of the same person in the same session could not send. */
  open(storageKey: string): void {
    if (this.#storageKey === storageKey) return;
    this.#storageKey = storageKey;
    const known = new Set(this.#writes.get().map(({ id }) => id));
    const left = readWrites<AnyWrite<Writes>>(storageKey, this.#serverNowMs()).filter(
      ({ id }) => !known.has(id),
    );
    this.#change((writes) => [...left, ...writes]);
  }

  /** @param key see `PendingWrite`; its own id where nothing takes its place */
  put<Kind extends keyof Writes & string>(kind: Kind, input: Writes[Kind], key: string = newId()): void {
    const write = {
      id: newId(),
      kind,
      key,
      input,
      madeAtMs: this.#serverNowMs(),
      state: 'waiting',
    } as AnyWrite<Writes>;
    this.#writtenHere.set(write.id, performance.now());
    this.#change((writes) => [
      ...writes.filter((other) => other.kind !== kind || other.key !== key || other.state === 'sending'),
      write,
    ]);
    void this.flush();
  }

  discard(id: string): void {
    this.#writtenHere.delete(id);
    this.#change((writes) => writes.filter((write) => write.id !== id));
  }

  /** Sends what waits. Called whenever the room is joined. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#retryTimer);
    try {
      for (;;) {
        const next = this.#writes
          .get()
          .find((write) => write.state === 'waiting' && !this.#isHeld(write.kind));
        if (!next) return this.#wakeWhenFree();
        if (!(await this.#send(next))) return;
      }
    } finally {
      this.#isSending = false;
    }
  }

  /** @returns whether to go on with the next one */
  async #send(write: AnyWrite<Writes>): Promise<boolean> {
    this.#mark(write.id, { state: 'sending' });
    try {
      await this.#senders[write.kind](write.input, this.#measureWait(write));
      this.#internalErrors = 0;
      this.discard(write.id);
      return true;
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown.toDto() : { code: 'internal' as const };
      if (error.code === 'internal') this.#internalErrors += 1;
      if (!passing.includes(error.code) || this.#internalErrors > INTERNAL_ERRORS_MAX) {
        this.#internalErrors = 0;
        this.#mark(write.id, { state: 'failed', error });
        return true;
      }
      this.#mark(write.id, { state: 'waiting' });
      const waitMs = error.details?.retryAfterMs ?? RETRY_AFTER_MS;
      if (error.code === 'too_many_requests') {
        this.#heldUntil.set(write.kind, performance.now() + waitMs);
        return true;
      }
      if (!awaitsConnection.includes(error.code)) {
        this.#retryTimer = setTimeout(() => void this.flush(), waitMs);
      }
      return false;
    }
  }

  /**
   * The page's own clock stands still while the device sleeps, and the device's clock may be set meanwhile. The server's, as it was told
   * at the last join before and after, does neither; the longer of the two is the truth. After a reload only that one is left.
   */
  #measureWait({ id, madeAtMs }: AnyWrite<Writes>): { writtenAgo?: WrittenAgo } {
    const writtenAt = this.#writtenHere.get(id);
    const hereMs = writtenAt === undefined ? 0 : performance.now() - writtenAt;
    const ms = Math.round(Math.max(hereMs, this.#serverNowMs() - madeAtMs));
    if (ms < SENT_AT_ONCE_MS) return {};
    return { writtenAgo: { ms: Math.min(ms, limits.writtenAgoMaxMs), rough: writtenAt === undefined } };
  }

  #isHeld(kind: string): boolean {
    return (this.#heldUntil.get(kind) ?? 0) > performance.now();
  }

  #wakeWhenFree(): void {
    const waiting = this.#writes.get().filter(({ state }) => state === 'waiting');
    const free = waiting.map(({ kind }) => this.#heldUntil.get(kind) ?? 0);
    if (free.length === 0) return;
    const waitMs = Math.max(0, Math.min(...free) - performance.now());
    this.#retryTimer = setTimeout(() => void this.flush(), waitMs);
  }

  #mark(id: string, change: { state: WriteState; error?: AppErrorDto }): void {
    this.#change((writes) => writes.map((write) => (write.id === id ? { ...write, ...change } : write)));
  }

  #change(next: (writes: readonly AnyWrite<Writes>[]) => readonly AnyWrite<Writes>[]): void {
    this.#writes.set(next);
    if (!this.#storageKey) return;
    const writes = this.#writes.get();
    storeChoice(this.#storageKey, writes.length > 0 ? JSON.stringify(writes) : null);
  }
}

function readWrites<Write extends PendingWrite>(storageKey: string, nowMs: number): Write[] {
  try {
    const kept: unknown = JSON.parse(readChoice(storageKey) ?? '[]');
    if (!Array.isArray(kept)) return [];
    const fresh = (kept as Write[]).filter(({ madeAtMs }) => nowMs - madeAtMs < KEPT_FOR_MS);
    // What was being sent when the page went is sent again: its id tells the server that it is the same.
    return fresh.map((write) => (write.state === 'sending' ? { ...write, state: 'waiting' } : write));
  } catch {
    return [];
  }
}
