import type { Db } from '#server/core/context.ts';
import { type AttendanceRule, defaultRule } from '#shared/attendance-rule.ts';
import { appError } from '#shared/errors.ts';
import { attendanceRule } from '#shared/features/rule.ts';

export interface RuleVersion {
  /** 0: the defaults, which nobody has written down for this series yet. */
  version: number;
  rule: AttendanceRule;
  hash: string | null;
  reason: string;
  madeBy: string | null;
  madeAt: Date | null;
}

const unwritten: RuleVersion = {
  version: 0,
  rule: defaultRule,
  hash: null,
  reason: '',
  madeBy: null,
  madeAt: null,
};

/** The oldest first; a series whose rule nobody has touched and no session has frozen has none. */
export async function listRuleVersions(db: Db, seriesId: string): Promise<RuleVersion[]> {
  const rows = await db.attendanceRuleVersion.findMany({
    where: { seriesId },
    orderBy: { version: 'asc' },
    include: { madeBy: { select: { name: true } } },
  });
  return rows.map((row) => ({
    version: row.version,
    // A figure that came later than the version is read as it is by default.
    rule: attendanceRule.parse({ ...defaultRule, ...(row.rule as object) }),
    hash: Buffer.from(row.hash).toString('hex'),
    reason: row.reason,
    madeBy: row.madeBy?.name ?? null,
    madeAt: row.madeAt,
  }));
}

/**
 * The version asked for, or the one in force.
 * @throws AppError `not_found` where the series has no such version
 */
export async function getRuleVersion(db: Db, seriesId: string, version?: number): Promise<RuleVersion> {
  const versions = await listRuleVersions(db, seriesId);
  if (version === undefined) return versions.at(-1) ?? unwritten;
  const found = versions.find((other) => other.version === version);
  if (found) return found;
  if (version === 0 && versions.length === 0) return unwritten;
  throw appError('not_found');
}

/** From the first session that has begun on, the rule stands. */
export async function isRuleFrozen(db: Db, seriesId: string): Promise<boolean> {
  const begun = await db.session.findFirst({
    where: { seriesId, startedAt: { not: null } },
    select: { id: true },
  });
  return begun !== null;
}
