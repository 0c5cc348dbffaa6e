import type { PresenceCheck } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { partLengthMs } from './check-plan.ts';
import { type CheckRule, readCheckRule } from './check-rule.ts';

/** A check that learners have been shown. */
export type ShownCheck = PresenceCheck & { shownAt: Date; closesAt: Date };
/** One that waits for its moment. */
export type PlannedCheck = PresenceCheck & { part: number; partMs: number; dueAfterMs: number };

export interface RunningTopic {
  topicId: string;
  /** Of the window that is open. */
  startedAt: Date;
  /** Of the topic's own time in this session, breaks cut out. */
  elapsedMs: number;
  /** How long its parts are; undefined where the rule wants no checks. */
  partMs: number | undefined;
  lastPart: number | undefined;
}

/** All that decides what happens next with a session's checks. */
export interface CheckCourse {
  rule: CheckRule;
  /** Null during a break, and while the session is not live. */
  running: RunningTopic | null;
  open: ShownCheck | null;
  /** When the topic of the open one was paused or ended. */
  openTopicEndedAt: Date | null;
  /** Of the topic that runs. */
  planned: PlannedCheck | null;
  lastClosedAt: Date | null;
  heldUntil: Date | null;
}

export async function readCourse(
  db: Db,
  { sessionId, now }: { sessionId: string; now: Date },
): Promise<CheckCourse> {
  const session = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: {
      seriesId: true,
      state: true,
      plannedEndsAt: true,
      topics: { select: { topicId: true } },
      topicWindows: {
        select: { topicId: true, startedAt: true, endedAt: true },
        orderBy: { startedAt: 'asc' },
      },
      checks: true,
      checkHold: { select: { until: true } },
    },
  });
  const rule = await readCheckRule(db, session.seriesId);
  const { checks, topicWindows } = session;
  const window = topicWindows.find(({ endedAt }) => endedAt === null);
  const running = session.state === 'LIVE' && window ? toRunning(window) : null;

  function toRunning({ topicId, startedAt }: { topicId: string; startedAt: Date }): RunningTopic {
    const elapsedMs = topicWindows
      .filter((other) => other.topicId === topicId)
      .reduce(
        (sum, other) => sum + Math.max(0, (other.endedAt ?? now).getTime() - other.startedAt.getTime()),
        0,
      );
    const had = checks.filter((check) => check.topicId === topicId && check.part !== null);
    const shown = had.filter(({ state }) => state !== 'PLANNED').map(({ part }) => part ?? 0);
    // What the session has left is shared by this topic and those that have not been.
    const been = new Set(topicWindows.map((other) => other.topicId));
    const toCome = session.topics.filter((topic) => !been.has(topic.topicId)).length;
    const leftMs = session.plannedEndsAt.getTime() - now.getTime();
    return {
      topicId,
      startedAt,
      elapsedMs,
      // Once the first is planned the parts stay as long as they are, or one of them could have two.
      partMs: had[0]?.partMs ?? partLengthMs(rule, elapsedMs + leftMs / (toCome + 1)),
      lastPart: shown.length > 0 ? Math.max(...shown) : undefined,
    };
  }

  const closed = checks.flatMap(({ closedAt }) => closedAt?.getTime() ?? []);
  const open = checks.find((check): check is ShownCheck => check.state === 'OPEN') ?? null;
  const openWindow = open && topicWindows.find(({ endedAt }) => endedAt === null || endedAt > open.shownAt);
  return {
    rule,
    running,
    open,
    openTopicEndedAt: openWindow?.endedAt ?? null,
    planned:
      checks.find(
        (check): check is PlannedCheck => check.state === 'PLANNED' && check.topicId === running?.topicId,
      ) ?? null,
    lastClosedAt: closed.length > 0 ? new Date(Math.max(...closed)) : null,
    heldUntil: session.checkHold?.until ?? null,
  };
}
