import { randomInt, randomUUID } from 'node:crypto';
import type { AppContext } from '#server/core/context.ts';
import { AppError } from '#shared/errors.ts';
import { showViewerCode } from './viewer-codes.service.ts';

/** A code that comes some seconds late has lost nothing. */
const LOOK_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
/** Three in fifty minutes, as with checks of presence; nobody can set an alarm for them. */
const nextInMs = () => randomInt(12 * MINUTE_MS, 20 * MINUTE_MS);
/** Not in the greetings. */
const firstInMs = () => randomInt(3 * MINUTE_MS, 10 * MINUTE_MS);
/** Between two topics: the next one gets it. */
const AGAIN_IN_MS = MINUTE_MS;

export interface RandomCodesOptions {
  context: Pick<AppContext, 'db' | 'clock' | 'log'>;
  /** Whether a look can find anything: no room, no session that is on. */
  isAnythingOn: () => boolean;
}

/** Shows codes at random moments of sessions that want it. When the next one comes is kept in the database: a restart forgets none. */
export class RandomCodes {
  readonly #options: RandomCodesOptions;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: RandomCodesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      if (options.isAnythingOn()) this.#looking = this.#looking.then(() => this.#lookSafely());
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #lookSafely(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.#options.context.log.warn({ err: error }, 'viewer codes: looking again in a moment');
    }
  }

  /** One look at all sessions that are on. */
  async look(): Promise<void> {
    const { db, clock } = this.#options.context;
    const now = clock.now();
    const due = await db.viewerPlan.findMany({
      where: {
        random: true,
        session: { state: 'LIVE' },
        OR: [{ nextAt: null }, { nextAt: { lte: now } }],
      },
    });
    for (const { sessionId, nextAt } of due) {
      const wait = nextAt === null ? firstInMs() : await this.#show(sessionId);
      await db.viewerPlan.updateMany({
        where: { sessionId, random: true },
        data: { nextAt: new Date(clock.now().getTime() + wait) },
      });
    }
  }

  /** @returns in how many milliseconds to look at this session again */
  async #show(sessionId: string): Promise<number> {
    const { context } = this.#options;
    try {
      await showViewerCode(context, { codeId: randomUUID(), sessionId, personId: null });
      return nextInMs();
    } catch (error) {
      // No topic is on, a code that somebody asked for is open, or the session has just ended.
      if (error instanceof AppError) return AGAIN_IN_MS;
      throw error;
    }
  }
}
