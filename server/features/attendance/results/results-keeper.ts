import type { AppContext } from '#server/core/context.ts';
import { getRuleVersion } from './rule.queries.ts';
import { readCourse } from './series-course.ts';
import { readFacts } from './topic-facts.service.ts';

/** After a session's end its connections are proved dead or alive within a heartbeat and its deadline; the last of them is written a second later. */
const SETTLED_AFTER_MS = 20_000;

/**
 * Computes what a session comes to soon after it has ended, so that whoever opens the report first need not wait for it. Nobody depends on it: what is
 * missing, or was computed from an older state of the record, is computed by its reader.
 */
export class ResultsKeeper {
  readonly #context: AppContext;
  readonly #timers = new Set<NodeJS.Timeout>();
  #running: Promise<void> = Promise.resolve();

  constructor(context: AppContext) {
    this.#context = context;
    context.events.on('session.moved', ({ seriesId, to }) => {
      if (to === 'ended') this.#later(seriesId);
    });
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#running;
  }

  #later(seriesId: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#running = this.#running.then(() => this.#keep(seriesId));
    }, SETTLED_AFTER_MS);
    this.#timers.add(timer);
  }

  async #keep(seriesId: string): Promise<void> {
    const { db, clock, log } = this.#context;
    try {
      const { rule } = await getRuleVersion(db, seriesId);
      const course = await readCourse(db, { seriesId, now: () => clock.now() });
      await readFacts(db, course, rule.bridgedGapSeconds);
    } catch (error) {
      log.error(
        { err: error, seriesId },
        'the results of a session could not be kept; the report computes them',
      );
    }
  }
}
