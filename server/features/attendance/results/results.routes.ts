import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import type { RuleDto } from '#shared/features/rule.ts';
import { toRuleVersionDto, toSeriesResultsDto } from './results.mapper.ts';
import { readSeriesResults } from './results.service.ts';
import type { ResultsKeeper } from './results-keeper.ts';
import { getRuleVersion, isRuleFrozen, listRuleVersions } from './rule.queries.ts';
import { changeRule } from './rule.service.ts';

export function registerResultsRoutes({ http, db, clock }: AppContext, keeper: ResultsKeeper): void {
  http.serve('getRule', ({ params: { seriesId } }) => readRule(db, seriesId));

  http.serve('changeRule', async ({ actor, params: { seriesId }, body }) => {
    if (!actor) throw appError('not_signed_in');
    await changeRule({ db, clock, seriesId, personId: actor.personId, ...body });
    return readRule(db, seriesId);
  });

  http.serve('getSeriesResults', async ({ params: { seriesId }, query: { version, compareWith } }) => {
    const read = (ruleVersion: number | undefined) =>
      readSeriesResults({
        db,
        clock,
        seriesId,
        ruleVersion,
        countLater: (bridgedGapSeconds) => keeper.count({ seriesId, bridgedGapSeconds }),
      });
    const results = await read(version);
    const other = compareWith === undefined ? null : await read(compareWith);
    return toSeriesResultsDto(results, other);
  });
}

async function readRule(db: AppContext['db'], seriesId: string): Promise<RuleDto> {
  const [current, frozen, versions, topicCount] = await Promise.all([
    getRuleVersion(db, seriesId),
    isRuleFrozen(db, seriesId),
    listRuleVersions(db, seriesId),
    db.topic.count({ where: { seriesId } }),
  ]);
  return {
    current: toRuleVersionDto(current),
    frozen,
    versions: versions.map(toRuleVersionDto),
    topicCount,
  };
}
