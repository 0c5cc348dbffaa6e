import type { AppContext } from '#server/core/context.ts';
import { getRuleVersion } from './rule.queries.ts';
import { readCourse } from './series-course.ts';
import { readFacts } from './topic-facts.service.ts';

/** After a session's end its connections are proved alive within a heartbeat, which ends them, and the last of them is written a second later. */
const LOOK_EVERY_MS = 4_000;
/** Whoever's line was cut just then is found gone in less than half a minute. */
const LOOKS_MAX = 10;

interface Count {
  seriesId: string;
  /** That of the rule in force, unless said. */
  bridgedGapSeconds?: number | undefined;
}

/**
 * Counts what sessions come to before anybody asks: as soon as the last has left one that ended, and after a start, what an earlier run left undone. A reader for
 * whom there is too much to count leaves it here too. Nobody depends on it: what is missing is counted by its reader, or by the next one.
 */
export class ResultsKeeper {
  readonly #context: AppContext;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Waiting or under way. */
  readonly #counts = new Map<string, Promise<boolean>>();
  #running: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(context: AppContext) {
    this.#context = context;
    context.events.on('session.moved', ({ seriesId, to }) => {
      if (to === 'ended') this.#lookLater(seriesId, LOOKS_MAX);
    });
  }

  /** Sees to what ended before this process began; nobody waits for it. */
  async start(): Promise<void> {
    const series = await this.#context.db.session.findMany({
      where: { endedAt: { not: null } },
      distinct: ['seriesId'],
      select: { seriesId: true },
    });
    for (const { seriesId } of series) this.count({ seriesId });
  }

  /** One count after the other, each of them once. */
  count(wanted: Count): void {
    void this.#count(wanted);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#running;
  }

  #lookLater(seriesId: string, looks: number): void {
    if (looks === 0 || this.#isStopped) return;
    const timer = setTimeout(async () => {
      this.#timers.delete(timer);
      if (!(await this.#count({ seriesId }))) this.#lookLater(seriesId, looks - 1);
    }, LOOK_EVERY_MS);
    this.#timers.add(timer);
  }

  /** Whether everything that has ended is kept now. */
  #count(wanted: Count): Promise<boolean> {
    const key = `${wanted.seriesId} ${wanted.bridgedGapSeconds ?? ''}`;
    const known = this.#counts.get(key);
    if (known) return known;
    const count = this.#running
      .then(() => this.#keep(wanted))
      .finally(() => {
        this.#counts.delete(key);
      });
    this.#counts.set(key, count);
    this.#running = count;
    return count;
  }

  async #keep({ seriesId, bridgedGapSeconds }: Count): Promise<boolean> {
    const { db, clock, log } = this.#context;
    if (this.#isStopped) return true;
    try {
      // Deleted meanwhile.
      if ((await db.series.count({ where: { id: seriesId } })) === 0) return true;
      const gap = bridgedGapSeconds ?? (await getRuleVersion(db, seriesId)).rule.bridgedGapSeconds;
      const course = await readCourse(db, { seriesId, now: () => clock.now() });
      const { isKept } = await readFacts(db, {
        course,
        bridgedGapSeconds: gap,
        isStopped: () => this.#isStopped,
      });
      return isKept;
    } catch (error) {
      log.warn({ err: error, seriesId }, 'results could not be kept; whoever reads them counts them');
      return true;
    }
  }
}
