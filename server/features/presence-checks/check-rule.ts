import type { Db } from '#server/core/context.ts';
import type { PlanRule } from './check-plan.ts';

export type CheckRule = PlanRule;

/** Until a series has a rule of its own. */
const usual: CheckRule = { checksPer50Minutes: 3, checkOpenSeconds: 240 };

export async function readCheckRule(_db: Db, _seriesId: string): Promise<CheckRule> {
  return usual;
}
