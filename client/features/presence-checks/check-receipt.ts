import type { ReadOnlyStore } from '#client/lib/store.ts';
import { AppError } from '#shared/errors.ts';
import type { ChecksState } from './checks.store.ts';

/** A class that gets a check in the same moment says so within this time, each page at a moment of its own. */
const SPREAD_MS = 2_000;
const AGAIN_MS = 3_000;

type Said = 'nothing' | 'delivered' | 'seen';

/**
 * Says to the server that a check has reached this page, and that it has been drawn: once each, and again after a loss of the line. Only
 * ever what speaks for the learner: that a page is hidden is not said, nor looked at.
 */
export class CheckReceipt {
  readonly #checks: ReadOnlyStore<ChecksState>;
  readonly #send: (receipt: { checkId: string; seen: boolean }) => Promise<unknown>;
  readonly #spreadMs: number;
  #checkId: string | undefined;
  #said: Said = 'nothing';
  #seenId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;

  constructor({
    checks,
    send,
    spreadMs = SPREAD_MS,
  }: {
    checks: ReadOnlyStore<ChecksState>;
    send: (receipt: { checkId: string; seen: boolean }) => Promise<unknown>;
    spreadMs?: number;
  }) {
    this.#checks = checks;
    this.#send = send;
    this.#spreadMs = spreadMs;
  }

  start(): () => void {
    const stop = this.#checks.subscribe(() => this.look());
    this.look();
    return () => {
      stop();
      clearTimeout(this.#timer);
    };
  }

  /** The check stands on the screen. */
  noteSeen(checkId: string): void {
    this.#seenId = checkId;
    this.look();
  }

  /** Also to be called when the line is back. */
  look(): void {
    const check = this.#due();
    if (!check || this.#timer !== undefined || this.#isSending) return;
    this.#sayWithin(this.#said === 'nothing' ? Math.random() * this.#spreadMs : 0);
  }

  #due(): string | undefined {
    const { check, isOpen, own } = this.#checks.get();
    if (check?.checkId !== this.#checkId) {
      this.#checkId = check?.checkId;
      this.#said = 'nothing';
    }
    const wanted: Said = this.#seenId === check?.checkId ? 'seen' : 'delivered';
    const isSaid = this.#said === 'seen' || this.#said === wanted;
    // An answer says it all.
    return check && isOpen && !own?.answeredAt && !isSaid ? check.checkId : undefined;
  }

  #sayWithin(waitMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#say();
    }, waitMs);
  }

  async #say(): Promise<void> {
    const checkId = this.#due();
    if (!checkId) return;
    const seen = this.#seenId === checkId;
    this.#isSending = true;
    let againMs: number | undefined;
    try {
      await this.#send({ checkId, seen });
      if (this.#checkId === checkId) this.#said = seen ? 'seen' : 'delivered';
    } catch (error) {
      // Without a line there is nothing to wait for: whoever watches it calls again.
      const isAway = error instanceof AppError && ['offline', 'not_joined'].includes(error.code);
      if (!isAway) againMs = (error instanceof AppError && error.details?.retryAfterMs) || AGAIN_MS;
    } finally {
      this.#isSending = false;
    }
    if (againMs !== undefined) this.#sayWithin(againMs);
    else if (this.#said !== 'nothing') this.look();
  }
}
