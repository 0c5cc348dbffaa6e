import type { Db } from '#server/core/context.ts';
import { getRuleVersion } from '#server/features/attendance/results/rule.queries.ts';
import type { PlanRule } from './check-plan.ts';

export type CheckRule = PlanRule;

/** As it is in force just now. */
export async function readCheckRule(db: Db, seriesId: string): Promise<CheckRule> {
  const { rule } = await getRuleVersion(db, seriesId);
  return rule;
}
