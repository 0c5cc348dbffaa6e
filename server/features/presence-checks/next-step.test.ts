import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckCourse, PlannedCheck, ShownCheck } from './check-course.ts';
import { drawDueMs, nextPart, openMs, partLengthMs } from './check-plan.ts';
import { GAP_MS, nextBy, nextStep } from './next-step.ts';

const MINUTE_MS = 60_000;
const rule = { checksPer50Minutes: 3, checkOpenSeconds: 240 };
const partMs = partLengthMs(rule, 50 * MINUTE_MS) ?? 0;

/** What SQL would hold of one session, played without it. */
class World {
  nowMs = 0;
  notBeforeMs = 0;
  heldUntilMs: number | null = null;
  windows: { fromMs: number; toMs: number | null }[] = [{ fromMs: 0, toMs: null }];
  planned: PlannedCheck | null = null;
  open: ShownCheck | null = null;
  shown: { part: number | null; atMs: number; closedMs: number | null; heldUntilMs: number | null }[] = [];

  get elapsedMs(): number {
    return this.windows.reduce((sum, { fromMs, toMs }) => sum + (toMs ?? this.nowMs) - fromMs, 0);
  }

  get course(): CheckCourse {
    const window = this.windows.at(-1);
    const parts = this.shown.flatMap(({ part }) => part ?? []);
    const closed = this.shown.flatMap(({ closedMs }) => closedMs ?? []);
    const openWindow = this.windows.find(
      ({ toMs }) => toMs === null || toMs > (this.open?.shownAt.getTime() ?? 0),
    );
    return {
      rule,
      running:
        window?.toMs === null
          ? {
              topicId: 'topic',
              startedAt: new Date(window.fromMs),
              elapsedMs: this.elapsedMs,
              partMs,
              lastPart: parts.length > 0 ? Math.max(...parts) : undefined,
            }
          : null,
      open: this.open,
      openTopicEndedAt: this.open && openWindow?.toMs != null ? new Date(openWindow.toMs) : null,
      planned: window?.toMs === null ? this.planned : null,
      lastClosedAt: closed.length > 0 ? new Date(Math.max(...closed)) : null,
      heldUntil: this.heldUntilMs === null ? null : new Date(this.heldUntilMs),
    };
  }

  /** All that is due now. */
  settle(random: () => number): void {
    for (let steps = 0; ; steps += 1) {
      expect(steps).toBeLessThan(5);
      const now = new Date(this.nowMs);
      const step = nextStep(this.course, { now, notBefore: new Date(this.notBeforeMs) });
      if (step.act === 'wait') {
        if (step.until) expect(step.until.getTime()).toBeGreaterThan(this.nowMs);
        return;
      }
      if (step.act === 'close') {
        const last = this.shown.at(-1);
        if (last) last.closedMs = step.at.getTime();
        this.open = null;
      }
      if (step.act === 'plan') {
        const { elapsedMs, lastPart } = step.topic;
        const part = nextPart({ lastPart, elapsedMs, partMs });
        const dueAfterMs = drawDueMs({ part, partMs, openMs: openMs(rule, partMs), elapsedMs, random });
        this.planned = { part, partMs, dueAfterMs } as PlannedCheck;
      }
      if (step.act === 'show') {
        expect(this.open).toBeNull();
        const { part } = step.check;
        this.show(part, openMs(rule, partMs));
        this.planned = null;
      }
    }
  }

  show(part: number | null, openForMs: number): void {
    this.shown.push({ part, atMs: this.nowMs, closedMs: null, heldUntilMs: this.heldUntilMs });
    this.open = {
      topicId: 'topic',
      shownAt: new Date(this.nowMs),
      closesAt: new Date(this.nowMs + openForMs),
    } as ShownCheck;
  }
}

const acts = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 1_000, max: 8 * MINUTE_MS }),
    act: fc.constantFrom('look', 'look', 'look', 'kill', 'pause', 'resume', 'hold', 'let', 'ask'),
    draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { maxLength: 60 },
);

describe('whatever happens to a session and its server', () => {
  it('no two checks are open, no part has two, none comes in a pause, while held, or in the breath after another', () => {
    fc.assert(
      fc.property(acts, (plan) => {
        const world = new World();
        for (const { afterMs, act, draw } of plan) {
          world.nowMs += afterMs;
          const last = world.windows.at(-1);
          if (act === 'kill') world.notBeforeMs = world.nowMs + 15_000;
          if (act === 'pause' && last?.toMs === null) last.toMs = world.nowMs;
          if (act === 'resume' && last?.toMs !== null)
            world.windows.push({ fromMs: world.nowMs, toMs: null });
          if (act === 'hold') world.heldUntilMs = world.nowMs + 10 * MINUTE_MS;
          if (act === 'let') world.heldUntilMs = world.nowMs;
          world.settle(() => draw);
          if (act === 'ask' && !world.open && world.windows.at(-1)?.toMs === null) world.show(null, 240_000);
        }
        const parts = world.shown.flatMap(({ part }) => part ?? []);
        expect(new Set(parts).size).toBe(parts.length);
        for (const [index, { part, atMs, closedMs, heldUntilMs }] of world.shown.entries()) {
          const before = world.shown[index - 1];
          if (before) expect(before.closedMs ?? Infinity).toBeLessThanOrEqual(atMs);
          if (closedMs !== null) expect(closedMs - atMs).toBeLessThanOrEqual(240_000);
          if (part === null) continue;
          if (before?.closedMs != null) expect(atMs - before.closedMs).toBeGreaterThanOrEqual(GAP_MS);
          if (heldUntilMs !== null) expect(atMs).toBeGreaterThanOrEqual(heldUntilMs);
          expect(world.windows.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= (toMs ?? Infinity))).toBe(
            true,
          );
        }
      }),
    );
  });

  it('a check that was due while the server was away comes once those who were thrown out are back', () => {
    const world = new World();
    world.settle(() => 0.5);
    const due = world.planned?.dueAfterMs ?? 0;
    world.nowMs = due + 5 * MINUTE_MS;
    world.notBeforeMs = world.nowMs + 15_000;
    world.settle(() => 0.5);
    expect(world.shown).toHaveLength(0);
    world.nowMs = world.notBeforeMs;
    world.settle(() => 0.5);
    expect(world.shown.map(({ part }) => part)).toEqual([0]);
  });

  it('staff are told a time that is never before the check, and says no more than its part', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        const world = new World();
        world.settle(() => draw);
        const by = nextBy(world.course, new Date(world.nowMs))?.getTime() ?? 0;
        expect(by).toBeGreaterThanOrEqual(world.planned?.dueAfterMs ?? Infinity);
        expect(by).toBe(Math.ceil(partMs / MINUTE_MS) * MINUTE_MS);
      }),
    );
  });
});
