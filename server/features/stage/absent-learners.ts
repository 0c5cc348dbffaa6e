import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';

const LOOK_EVERY_MS = 15_000;
/** As long as the attendance bridges: what changing networks, an incoming call or a restarted phone take. */
const KEPT_MS = 120_000;

export interface AbsentLearnersOptions {
  /** Takes down the hand of somebody who is not there any more, and gives their place on the stage to others. */
  onGone(learner: { sessionId: string; personId: string }): Promise<void>;
  keptMs?: number;
}

/**
 * Hands and places on the stage outlive a lost line, but not for ever: whoever stays away would keep the line waiting, and one of few
 * seats. Looked at now and then, in SQL: nothing has to be remembered over a crash, after which the waiting begins anew.
 */
export class AbsentLearners {
  readonly #context: AppContext;
  readonly #live: Live;
  readonly #options: AbsentLearnersOptions;
  /** When each was first missed, by the monotonic clock. */
  #missed = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(context: AppContext, live: Live, options: AbsentLearnersOptions) {
    this.#context = context;
    this.#live = live;
    this.#options = options;
    this.#timer = setInterval(() => {
      this.look().catch((error: unknown) =>
        context.log.error({ err: error }, 'absent learners could not be looked for'),
      );
    }, LOOK_EVERY_MS).unref();
  }

  async look(): Promise<void> {
    const { db, clock } = this.#context;
    const open = [...this.#live.rooms.rooms];
    const where = { sessionId: { in: open.map(({ sessionId }) => sessionId) } };
    const select = { sessionId: true, personId: true };
    const hands = await db.raisedHand.findMany({ where, select });
    const seats = await db.stageMember.findMany({ where: { ...where, state: 'ON_STAGE' }, select });

    const missed = new Map<string, number>();
    for (const learner of [...hands, ...seats]) {
      const { sessionId, personId } = learner;
      const key = `${sessionId} ${personId}`;
      if (missed.has(key) || this.#isHere(learner)) continue;
      const since = this.#missed.get(key) ?? clock.monotonicMs();
      missed.set(key, since);
      if (clock.monotonicMs() - since < (this.#options.keptMs ?? KEPT_MS)) continue;
      missed.delete(key);
      await this.#options.onGone({ sessionId, personId });
    }
    this.#missed = missed;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #isHere({ sessionId, personId }: { sessionId: string; personId: string }): boolean {
    for (const peer of this.#live.rooms.find(sessionId)?.peers ?? []) {
      if (peer.personId === personId) return true;
    }
    return false;
  }
}
