import type { AppContext } from '#server/core/context.ts';
import { Turns } from '#server/core/turns.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import type { Live } from '#server/features/live/live.ts';
import { AppError } from '#shared/errors.ts';
import type { CheckDeskDto } from '#shared/features/presence-checks.ts';
import { type Change, CheckNews } from './check.news.ts';
import { readCourse, type ShownCheck } from './check-course.ts';
import { recordExtended } from './check-record.ts';
import { closeCheck } from './close-check.service.ts';
import { HeardPages } from './heard-pages.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { planCheck, showPlanned } from './show-check.service.ts';

/** Whom a restart threw out has this long to be back before anything is asked… */
const BACK_MS = 15_000;
/** …and, of what was open when the server went, this long to answer. */
const ANSWER_MS = 60_000;
/** What cannot be done now, as while the database is away, is tried again. */
const AGAIN_MS = 5_000;
/** A timer's longest wait; and a moment that was missed, by a clock that was set, costs no more than this. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Lets the checks of all sessions come and go. It holds nothing but timers: what is to be done next is read from SQL each time, one
 * session after its own last act, so that a kill -9 loses no check and no restart shows one twice.
 */
export class CheckDesk {
  readonly #context: Pick<AppContext, 'db' | 'clock' | 'log'>;
  readonly #news: CheckNews;
  readonly #pages: HeardPages;
  readonly #turns = new Turns();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Sessions that were on when this process began: when those whom the restart threw out are back. */
  readonly #backAt = new Map<string, Date>();
  readonly #settling = new Set<Promise<void>>();
  #isClosed = false;

  constructor(context: Pick<AppContext, 'db' | 'clock' | 'log' | 'events'>, live: Pick<Live, 'rooms'>) {
    this.#context = context;
    this.#news = new CheckNews(context, live);
    this.#pages = new HeardPages(context, live);
  }

  get news(): CheckNews {
    return this.#news;
  }

  /** Takes up what the last run left. */
  async start(): Promise<void> {
    const { db, clock } = this.#context;
    const now = clock.now();
    await this.#extendOpen(now);
    const sessions = await db.session.findMany({
      where: { OR: [{ state: 'LIVE' }, { checks: { some: { state: 'OPEN' } } }] },
      select: { id: true },
    });
    for (const { id } of sessions) {
      this.#backAt.set(id, new Date(now.getTime() + BACK_MS));
      await this.settle(id);
    }
  }

  /** Whoever was cut off has the time to come back and answer; the record says that they were given it. */
  async #extendOpen(now: Date): Promise<void> {
    const { db } = this.#context;
    const closesAt = new Date(now.getTime() + ANSWER_MS);
    const short = await db.presenceCheck.findMany({
      where: {
        state: 'OPEN',
        closesAt: { lt: closesAt },
        session: { state: 'LIVE', topicWindows: { some: { endedAt: null } } },
      },
      select: { id: true, sessionId: true },
    });
    for (const check of short) {
      await db.$transaction(async (tx) => {
        await tx.presenceCheck.update({ where: { id: check.id }, data: { closesAt } });
        await recordExtended(tx, check, { at: now, closesAt });
      });
    }
  }

  /** Something about a session may be different now. */
  async settle(sessionId: string): Promise<void> {
    if (this.#isClosed) return;
    const settling = this.#turns
      .run(sessionId, () => this.#doDueAndWait(sessionId))
      .catch((err: unknown) =>
        this.#context.log.error({ err, sessionId }, 'presence checks could not be settled'),
      )
      .finally(() => this.#settling.delete(settling));
    this.#settling.add(settling);
    await settling;
  }

  /** Does something about a session's checks, tells what came of it, and does what is due. */
  act(sessionId: string, act: () => Promise<Change | null>): Promise<CheckDeskDto> {
    return this.#turns.run(sessionId, async () => {
      const change = await act();
      if (change) await this.#tell(sessionId, change);
      await this.#doDueAndWait(sessionId);
      return this.#news.read(sessionId);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#settling);
    await this.#news.settle();
  }

  async #doDueAndWait(sessionId: string): Promise<void> {
    let waitMs = AGAIN_MS;
    try {
      waitMs = await this.#doDue(sessionId);
    } finally {
      this.#lookAgain(sessionId, waitMs);
    }
  }

  async #doDue(sessionId: string): Promise<number> {
    for (;;) {
      const step = await this.#step(sessionId);
      if (!step) return Number.POSITIVE_INFINITY;
      if (step.act === 'wait') {
        if (!step.until) return Number.POSITIVE_INFINITY;
        return Math.max(0, step.until.getTime() - this.#context.clock.now().getTime());
      }
      if (step.act === 'show') await this.#tell(sessionId, { shown: step.shown });
      else if (step.act === 'close') await this.#tell(sessionId, { closedId: step.check.id });
      else await this.#tell(sessionId, {});
    }
  }

  async #tell(sessionId: string, change: Change): Promise<void> {
    await this.#news.tell(sessionId, change);
    if (change.shown) this.#pages.noteShown(sessionId, change.shown.id);
    if (change.closedId) this.#pages.noteClosed(sessionId);
  }

  /** @returns what was done, or nothing where the session is gone or cannot be changed any more */
  async #step(sessionId: string): Promise<Done | undefined> {
    const { db, clock } = this.#context;
    try {
      return await db.$transaction(async (tx) => {
        await lockSession(tx, sessionId);
        const now = clock.now();
        const course = await readCourse(tx, { sessionId, now });
        const step = nextStep(course, { now, notBefore: this.#backAt.get(sessionId) ?? now });
        const { rule } = course;
        if (step.act === 'close') await closeCheck(tx, { ...step, pages: this.#pages.toldOf(step.check) });
        if (step.act === 'plan') await planCheck(tx, { sessionId, topic: step.topic, rule, now });
        if (step.act !== 'show') return step;
        return { ...step, shown: await showPlanned(tx, { check: step.check, rule, now }) };
      });
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  #lookAgain(sessionId: string, waitMs: number): void {
    clearTimeout(this.#timers.get(sessionId));
    this.#timers.delete(sessionId);
    if (this.#isClosed || waitMs === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => void this.settle(sessionId), Math.min(waitMs, LOOK_AGAIN_MS));
    this.#timers.set(sessionId, timer);
  }
}

type Done = Exclude<NextStep, { act: 'show' }> | (Extract<NextStep, { act: 'show' }> & { shown: ShownCheck });
