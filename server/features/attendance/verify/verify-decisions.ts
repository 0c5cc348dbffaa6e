import { createHash } from 'node:crypto';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { type Json, toCanonicalJson } from '#shared/canonical-json.ts';
import type { AppliedRule, RecordedCorrection } from '../record/read-decisions.ts';
import { hashReason } from '../results/corrections.service.ts';
import { findDifference, toMs } from './compare.ts';
import type { KnownPeople } from './known-people.ts';

/**
 * Corrections of these topics against those in the records of the whole series: a correction stands in the record of the session that taught its topic last at that time, which
 * need not be the one that is looked at.
 */
export async function findCorrectionFaults(
  db: Db,
  {
    seriesId,
    topicIds,
    recorded,
    known,
  }: {
    seriesId: string;
    topicIds: ReadonlySet<string>;
    recorded: Map<string, RecordedCorrection>;
    known: KnownPeople;
  },
): Promise<string[]> {
  const rows = await db.attendanceCorrection.findMany({
    where: { seriesId, topicId: { in: [...topicIds] } },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
  });
  const faults: string[] = [];
  const missing = new Map([...recorded].filter(([, { topicId }]) => topicIds.has(topicId)));
  for (const row of rows) {
    const correction = recorded.get(row.id);
    missing.delete(row.id);
    const what = `correction ${row.id} of person ${row.personId} in topic ${row.topicId}`;
    if (!correction) {
      faults.push(`${what} is kept, and is in no session’s record`);
      continue;
    }
    const { withdrawn } = correction;
    const difference = findDifference(
      {
        person: row.personId,
        topic: row.topicId,
        outcome: toWireName(row.outcome),
        'status before': row.statusBefore,
        'seconds before': row.secondsBefore,
        'version of the rule': row.ruleVersion,
        time: row.madeAt.getTime(),
        author: row.madeById ?? known.orNull(correction.byId),
        'reason (its hash)': hashReason(row.reason),
        withdrawal: toMs(row.withdrawnAt),
        'author of the withdrawal': row.withdrawnById ?? known.orNull(withdrawn?.byId ?? null),
        'reason of the withdrawal (its hash)': row.withdrawnAt && hashReason(row.withdrawalReason),
      },
      {
        person: correction.personId,
        topic: correction.topicId,
        outcome: correction.outcome,
        'status before': correction.statusBefore,
        'seconds before': correction.secondsBefore,
        'version of the rule': correction.ruleVersion,
        time: correction.madeMs,
        author: correction.byId,
        'reason (its hash)': correction.reasonHash,
        withdrawal: withdrawn?.atMs ?? null,
        'author of the withdrawal': withdrawn?.byId ?? null,
        'reason of the withdrawal (its hash)': withdrawn?.reasonHash ?? null,
      },
    );
    if (difference) faults.push(`${what}: its ${difference}`);
  }
  for (const { correctionId, personId, topicId } of missing.values()) {
    if (known.has(personId))
      faults.push(
        `correction ${correctionId} of person ${personId} in topic ${topicId} is in the record and nowhere else`,
      );
  }
  return faults;
}

/** Every version of the rule is what its hash says, and what the record says was applied. */
export async function findRuleFaults(
  db: Db,
  { seriesId, applied }: { seriesId: string; applied: AppliedRule[] },
): Promise<string[]> {
  const rows = await db.attendanceRuleVersion.findMany({ where: { seriesId }, orderBy: { version: 'asc' } });
  const faults: string[] = [];
  const hashes = new Map<number, string>();
  for (const { version, rule, hash } of rows) {
    const kept = Buffer.from(hash).toString('hex');
    const counted = createHash('sha256')
      .update(toCanonicalJson(rule as Json))
      .digest('hex');
    hashes.set(version, counted);
    if (kept !== counted) faults.push(`version ${version} of the rule is not what its hash says`);
  }
  for (const { seq, version, hash } of applied) {
    if (hashes.get(version) !== hash)
      faults.push(
        hashes.has(version)
          ? `version ${version} of the rule has other figures than event ${seq} says were applied`
          : `version ${version} of the rule, which event ${seq} says was applied, is kept nowhere`,
      );
  }
  const last = applied.at(-1);
  const newest = rows.at(-1);
  if (last && newest && newest.version !== last.version)
    faults.push(
      `version ${newest.version} of the rule is in force, and the record knows of none after version ${last.version}`,
    );
  return faults;
}
