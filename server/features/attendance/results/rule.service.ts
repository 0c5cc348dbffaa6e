import { createHash } from 'node:crypto';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import {
  type AttendanceRule,
  defaultRule,
  findRuleChanges,
  isSameRule,
  toCanonicalRule,
} from '#shared/attendance-rule.ts';
import { appError } from '#shared/errors.ts';
import { appendDecision } from './decisions.ts';
import { getRuleVersion, isRuleFrozen, type RuleVersion } from './rule.queries.ts';

export function hashRule(rule: AttendanceRule): Buffer<ArrayBuffer> {
  return createHash('sha256').update(toCanonicalRule(rule)).digest() as Buffer<ArrayBuffer>;
}

export interface ChangeRuleOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  personId: string;
  ruleId: string;
  after: number;
  rule: AttendanceRule;
  reason: string;
}

/** The next version, in force from now on. The same rule again is no version. */
export async function changeRule(options: ChangeRuleOptions): Promise<void> {
  const { db, clock, seriesId, personId, ruleId, after, rule, reason } = options;
  await db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const repeated = await tx.attendanceRuleVersion.findUnique({ where: { id: ruleId } });
    if (repeated) {
      const isSame = repeated.seriesId === seriesId && hashRule(rule).equals(repeated.hash);
      if (!isSame) throw appError('conflict');
      return;
    }
    const current = await getRuleVersion(tx, seriesId);
    if (current.version !== after) throw appError('wrong_state');
    if (isSameRule(current.rule, rule)) return;
    const frozen = await isRuleFrozen(tx, seriesId);
    if (frozen && reason === '') throw appError('malformed', { fields: ['reason'] });

    const [version, hash, at] = [current.version + 1, hashRule(rule), clock.now()];
    await tx.attendanceRuleVersion.create({
      data: {
        id: ruleId,
        seriesId,
        version,
        rule: { ...rule },
        hash,
        reason,
        madeById: personId,
        madeAt: at,
      },
      select: { id: true },
    });
    // From now on, what has been is judged by it as well.
    const begun = await tx.session.findMany({
      where: { seriesId, startedAt: { not: null } },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    for (const { id } of begun) {
      const data = { version, hash: hash.toString('hex') };
      await appendDecision(tx, id, [{ kind: 'rule.applied', at, data }]);
    }
    await writeAudit(tx, {
      actorId: personId,
      action: 'attendance_rule.changed',
      seriesId,
      details: {
        version,
        frozen,
        figures: findRuleChanges(current.rule, rule).join(', '),
      },
    });
  });
}

/** What a session that begins is judged by; where nobody has written a rule yet, the defaults become the first version. */
export async function freezeRule(
  tx: Db,
  { seriesId, ruleId, at }: { seriesId: string; ruleId: string; at: Date },
): Promise<RuleVersion> {
  await lockSeries(tx, seriesId);
  const current = await getRuleVersion(tx, seriesId);
  if (current.version > 0) return current;
  await tx.attendanceRuleVersion.create({
    data: {
      id: ruleId,
      seriesId,
      version: 1,
      rule: { ...defaultRule },
      hash: hashRule(defaultRule),
      madeAt: at,
    },
    select: { id: true },
  });
  return getRuleVersion(tx, seriesId);
}

/** What is decided about a series' attendance is decided one after the other. Others may go on adding to the series meanwhile. */
export async function lockSeries(tx: Db, seriesId: string): Promise<void> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Series" WHERE "id" = ${seriesId}::uuid FOR NO KEY UPDATE`;
  if (locked.length === 0) throw appError('not_found');
}
