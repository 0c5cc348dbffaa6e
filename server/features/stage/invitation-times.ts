import type { Clock } from '#server/core/clock.ts';
import type { Log } from '#server/core/log.ts';

interface Invited {
  personId: string;
  expiresAt: Date | null;
}

export interface InvitationTimesOptions {
  clock: Clock;
  log: Log;
  onOver(invitation: { sessionId: string; personId: string }): Promise<void>;
}

/** Ends invitations when their time is over. What counts is the time in SQL: this only looks at the right moment. */
export class InvitationTimes {
  readonly #options: InvitationTimesOptions;
  readonly #timers = new Map<string, Map<string, NodeJS.Timeout>>();

  constructor(options: InvitationTimesOptions) {
    this.#options = options;
  }

  /** Those of one session, all of them. */
  follow(sessionId: string, invited: readonly Invited[]): void {
    for (const timer of this.#timers.get(sessionId)?.values() ?? []) clearTimeout(timer);
    this.#timers.delete(sessionId);
    const timers = new Map<string, NodeJS.Timeout>();
    for (const { personId, expiresAt } of invited) {
      if (!expiresAt) continue;
      // A timer may fire a little early by the other clock.
      const waitMs = Math.max(0, expiresAt.getTime() - this.#options.clock.now().getTime()) + 5;
      timers.set(personId, setTimeout(() => this.#end({ sessionId, personId }), waitMs).unref());
    }
    if (timers.size > 0) this.#timers.set(sessionId, timers);
  }

  close(): void {
    for (const timers of this.#timers.values()) for (const timer of timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #end(invitation: { sessionId: string; personId: string }): void {
    this.#options
      .onOver(invitation)
      .catch((error: unknown) => this.#options.log.error({ err: error }, 'an invitation could not be ended'));
  }
}
