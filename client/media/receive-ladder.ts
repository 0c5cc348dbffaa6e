import { createStore } from '#client/lib/store.ts';
import { AppError, type AppErrorCode } from '#shared/errors.ts';
import type { MendingStep } from './transport-guard.ts';

/** `idle`: nothing is published; `trouble`: it broke and is being mended; `failed`: all rungs were tried. */
export type ReceiveState = 'idle' | 'connecting' | 'on' | 'trouble' | 'failed';

/** New transports in a row without one that connects; after them the whole connection is made anew, once. */
const TRANSPORTS_MAX = 2;
/** A network that blocks media may stop blocking: asked again after twice as long each time, and then at this pace for as long as it takes. */
const RETRY_MAX_MS = 30_000;
const RETRY_MIN_MS = 2_000;
/** The server did not answer, but the connection holds: it was busy. */
const RETRY_AFTER_SILENCE_MS = 3_000;

/** The server is there and cannot at the moment. */
const busy: readonly (AppErrorCode | undefined)[] = ['offline', 'too_many_requests', 'media_unavailable'];
/** This page knows less than the server; the news of it is under way, or was lost. */
const behind: readonly (AppErrorCode | undefined)[] = ['media_reset', 'not_joined', 'wrong_state'];

export interface ReceiveLadderActs {
  /** Compares again what should come with what does. */
  sync(): void;
  /** Closes the transport and forgets all that came by it. */
  drop(): void;
  /** The last rung: leave this connection and come back on another. */
  reconnect(): void;
  /** Media lost their way: the connection may have, too, and not know it; and its answer says what is published. */
  check(): void;
}

/**
 * What is done about media that do not come: a second transport, a third, once a new connection, and from then on another try, ever less often.
 * After everything that goes wrong either something is under way whose failure comes back here, or a timer runs: a page comes back
 * however long its network was away.
 */
export class ReceiveLadder {
  readonly state = createStore<ReceiveState>('idle');
  /** What is being done while the state is `trouble`. */
  readonly mending = createStore<MendingStep | null>(null);
  readonly #acts: ReceiveLadderActs;
  #failures = 0;
  #hasReconnected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(acts: ReceiveLadderActs) {
    this.#acts = acts;
  }

  rest(): void {
    this.state.set('idle');
  }

  begin(): void {
    this.state.set(this.#failures > 0 ? 'trouble' : 'connecting');
  }

  takeConnected(): void {
    this.#failures = 0;
    this.#hasReconnected = false;
    this.mending.set(null);
    this.state.set('on');
  }

  takeTrouble(step: MendingStep): void {
    this.#mend(step);
    this.#acts.check();
  }

  /** This transport is beyond help: the next rung. */
  giveUp(): void {
    this.#failures += 1;
    this.#acts.drop();
    if (this.#failures <= TRANSPORTS_MAX) {
      this.#mend('replacing');
      this.#acts.sync();
      return;
    }
    const tries = this.#failures - TRANSPORTS_MAX - 1;
    this.#after(Math.min(RETRY_MIN_MS * 2 ** tries, RETRY_MAX_MS), this.#acts.sync);
    if (this.#hasReconnected) {
      // Sound and picture do not come through here; questions, slides and the list of those present do.
      this.state.set('failed');
      return;
    }
    this.#hasReconnected = true;
    this.#mend('rejoining');
    this.#acts.reconnect();
  }

  takeRefusal(error: unknown): void {
    const code = error instanceof AppError ? error.code : undefined;
    if (busy.includes(code)) this.#after(RETRY_AFTER_SILENCE_MS, this.#acts.sync);
    else if (behind.includes(code)) this.#after(RETRY_AFTER_SILENCE_MS, this.#acts.check);
    else {
      if (code === undefined) console.error(error);
      this.giveUp();
    }
  }

  /** The network is another one, or the person says so: all rungs are worth trying again. */
  startOver(): void {
    this.#failures = 0;
    this.#acts.drop();
    this.#acts.sync();
  }

  /** What is done from here on makes the next try needless. */
  stopWaiting(): void {
    clearTimeout(this.#timer);
  }

  #mend(step: MendingStep): void {
    this.mending.set(step);
    this.state.set('trouble');
  }

  #after(delayMs: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, delayMs);
  }
}
