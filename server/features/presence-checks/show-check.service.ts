import { randomInt, randomUUID } from 'node:crypto';
import type { Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import type { CheckKind } from '#shared/presence-checks.ts';
import type { PlannedCheck, RunningTopic, ShownCheck } from './check-course.ts';
import { drawDueMs, nextPart, openMs } from './check-plan.ts';
import { recordShown } from './check-record.ts';
import type { CheckRule } from './check-rule.ts';
import { drawWord } from './code-words.ts';

/** Nobody shall be able to work out the next moment from those before it. */
const random = (): number => randomInt(2 ** 47) / 2 ** 47;

/** Where another has planned the same part meanwhile, theirs stands. */
export async function planCheck(
  tx: Db,
  {
    sessionId,
    topic: { topicId, lastPart, elapsedMs, partMs },
    rule,
    now,
  }: { sessionId: string; topic: RunningTopic & { partMs: number }; rule: CheckRule; now: Date },
): Promise<void> {
  const part = nextPart({ lastPart, elapsedMs, partMs });
  const dueAfterMs = drawDueMs({ part, partMs, openMs: openMs(rule, partMs), elapsedMs, random });
  const row = { id: randomUUID(), sessionId, topicId, part, partMs, dueAfterMs, createdAt: now };
  await tx.presenceCheck.createMany({
    data: [{ ...row, kind: 'TAP', state: 'PLANNED' }],
    skipDuplicates: true,
  });
}

/** One that was planned comes. To be called while the session is held. */
export async function showPlanned(
  tx: Db,
  { check, rule, now }: { check: PlannedCheck; rule: CheckRule; now: Date },
): Promise<ShownCheck> {
  const closesAt = new Date(now.getTime() + openMs(rule, check.partMs));
  const shown = await tx.presenceCheck.update({
    where: { id: check.id, state: 'PLANNED' },
    data: { state: 'OPEN', shownAt: now, closesAt },
  });
  await recordShown(tx, shown as ShownCheck);
  return shown as ShownCheck;
}

/** One that staff ask for, beside those that come by themselves. */
export async function showAsked(
  tx: Db,
  {
    clientId,
    sessionId,
    topicId,
    kind,
    personId,
    rule,
    now,
  }: {
    clientId: string;
    sessionId: string;
    topicId: string;
    kind: CheckKind;
    personId: string;
    rule: CheckRule;
    now: Date;
  },
): Promise<ShownCheck> {
  const shown = await tx.presenceCheck.create({
    data: {
      id: clientId,
      sessionId,
      topicId,
      kind: toDbName(kind),
      state: 'OPEN',
      askedById: personId,
      word: kind === 'code_word' ? await drawFreshWord(tx, sessionId) : null,
      createdAt: now,
      shownAt: now,
      closesAt: new Date(now.getTime() + rule.checkOpenSeconds * 1_000),
    },
  });
  await recordShown(tx, shown as ShownCheck);
  return shown as ShownCheck;
}

async function drawFreshWord(tx: Db, sessionId: string): Promise<string> {
  const had = await tx.presenceCheck.findMany({
    where: { sessionId, word: { not: null } },
    select: { word: true },
  });
  return drawWord(new Set(had.flatMap(({ word }) => word ?? [])), random);
}
