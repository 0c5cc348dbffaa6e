import type { CheckEnding } from '#shared/presence-checks.ts';
import type { CheckCourse, PlannedCheck, RunningTopic, ShownCheck } from './check-course.ts';

/** Between two checks, however they came about: nobody is asked twice in one breath. */
export const GAP_MS = 60_000;

export type NextStep =
  | { act: 'close'; check: ShownCheck; ending: CheckEnding; at: Date }
  | { act: 'plan'; topic: RunningTopic & { partMs: number } }
  | { act: 'show'; check: PlannedCheck; topic: RunningTopic }
  /** Null: until something about the session changes. */
  | { act: 'wait'; until: Date | null };

/**
 * What is to be done now about a session's checks. It goes by what SQL says alone, so that a server that was killed goes on where it was.
 *
 * @param notBefore when those whom a restart threw out are back: until then none is shown
 */
export function nextStep(course: CheckCourse, { now, notBefore }: { now: Date; notBefore: Date }): NextStep {
  const { open, running, planned, rule } = course;
  if (open) {
    const { openTopicEndedAt: endedAt } = course;
    if (endedAt && endedAt < open.closesAt)
      return { act: 'close', check: open, ending: 'topic_ended', at: endedAt };
    if (open.closesAt <= now) return { act: 'close', check: open, ending: 'time', at: open.closesAt };
    return { act: 'wait', until: open.closesAt };
  }
  if (!running?.partMs || rule.checksPer50Minutes <= 0) return { act: 'wait', until: null };
  if (!planned) return { act: 'plan', topic: { ...running, partMs: running.partMs } };
  const showAt = showTime(course, planned, running, { now, notBefore });
  return showAt <= now ? { act: 'show', check: planned, topic: running } : { act: 'wait', until: showAt };
}

function showTime(
  { lastClosedAt, heldUntil }: CheckCourse,
  { dueAfterMs }: PlannedCheck,
  { elapsedMs }: RunningTopic,
  { now, notBefore }: { now: Date; notBefore: Date },
): Date {
  return new Date(
    Math.max(
      now.getTime() + dueAfterMs - elapsedMs,
      notBefore.getTime(),
      heldUntil?.getTime() ?? 0,
      (lastClosedAt?.getTime() ?? -GAP_MS) + GAP_MS,
    ),
  );
}

/** By when the next one comes by itself, to the minute: what staff may know of the plan. */
export function nextBy(course: CheckCourse, now: Date): Date | null {
  const { open, planned, running, rule, heldUntil, lastClosedAt } = course;
  if (!planned || !running || rule.checksPer50Minutes <= 0) return null;
  const endMs = now.getTime() + (planned.part + 1) * planned.partMs - running.elapsedMs;
  const latestMs = Math.max(
    endMs,
    now.getTime(),
    heldUntil?.getTime() ?? 0,
    (open?.closesAt.getTime() ?? lastClosedAt?.getTime() ?? 0) + GAP_MS,
  );
  return new Date(Math.ceil(latestMs / 60_000) * 60_000);
}
