import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type TopicStatus, topicStatuses } from '#shared/attendance-judgement.ts';
import { type AttendanceRule, findRuleChanges } from '#shared/attendance-rule.ts';
import type { LearnerResultDto, SeriesResultsDto } from '#shared/features/results.ts';
import type { RuleDto, RuleVersionDto } from '#shared/features/rule.ts';
import { seriesResultsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import styles from './rule-page.module.css';

/** More names than these are a list for the report. */
const NAMED = 50;

interface VersionsProps {
  seriesId: string;
  timeZone: string;
  rule: RuleDto;
}

/** The newest first, each with what it changed and, on demand, with whom its result differs. */
export function RuleVersions({ seriesId, timeZone, rule }: VersionsProps) {
  const newest = rule.versions.toReversed();
  return (
    <ol>
      {newest.map((version, at) => (
        <Version
          key={version.version}
          version={version}
          before={newest[at + 1]}
          seriesId={seriesId}
          timeZone={timeZone}
          current={rule.current.version}
        />
      ))}
    </ol>
  );
}

interface VersionProps extends Omit<VersionsProps, 'rule'> {
  version: RuleVersionDto;
  before: RuleVersionDto | undefined;
  current: number;
}

function Version({ version, before, seriesId, timeZone, current }: VersionProps) {
  const { t } = useTranslation('site-rule');
  const format = useFormat(timeZone);
  const [isComparing, setIsComparing] = useState(false);
  const isInForce = version.version === current;
  const date = version.madeAt ? format.dateTime(version.madeAt) : '';

  return (
    <li className={styles.version}>
      <div className={styles.head}>
        <h3>{t('version', { version: version.version })}</h3>
        {isInForce && <StatusPill tone="success">{t('inForce')}</StatusPill>}
      </div>
      <p className={styles.soft}>
        {version.madeBy ? t('byAt', { name: version.madeBy, date }) : t('byDefault', { date })}
      </p>
      {version.reason && <p className={styles.quote}>{version.reason}</p>}
      {before && <Changes before={before.rule} after={version.rule} />}
      <p className={styles.soft}>
        {t('hash')}: <span className={styles.hash}>{version.hash}</span>
      </p>
      {!isInForce &&
        (isComparing ? (
          <Differing seriesId={seriesId} current={current} version={version.version} />
        ) : (
          <Button onClick={() => setIsComparing(true)}>{t('compare')}</Button>
        ))}
    </li>
  );
}

function Changes({ before, after }: { before: AttendanceRule; after: AttendanceRule }) {
  const { t } = useTranslation('site-rule');
  const nameOf = (name: keyof AttendanceRule): string => {
    if (name === 'replayCounts') return t('replay');
    if (name === 'externalViewersCount') return t('external');
    return t(`field.${name}`);
  };
  const toText = (value: number | boolean | null): string =>
    typeof value === 'number' ? String(value) : t(value ? 'on' : 'off');
  return (
    <ul>
      {findRuleChanges(before, after).map((name) => (
        <li key={name}>
          {t('changed', { name: nameOf(name), before: toText(before[name]), after: toText(after[name]) })}
        </li>
      ))}
    </ul>
  );
}

interface DifferingProps {
  seriesId: string;
  current: number;
  version: number;
}

function Differing({ seriesId, current, version }: DifferingProps) {
  const query = useQuery(seriesResultsQuery(seriesId, { version: current, compareWith: version }));
  return <LoadedPart query={query}>{(results) => <DifferingList results={results} />}</LoadedPart>;
}

/** From what the old version made of each to what the one in force makes of them. */
function DifferingList({ results }: { results: SeriesResultsDto }) {
  const { t } = useTranslation(['site-rule', 'site-results']);
  const differs = results.differs ?? [];
  const learners = new Map(results.learners.map((learner) => [learner.personId, learner]));
  const toTopicText = (now: LearnerResultDto, topicId: string, before: TopicStatus): string => {
    const at = results.topics.findIndex((topic) => topic.topicId === topicId);
    const after = topicStatuses[now.topics[at]?.[0] ?? 0] ?? before;
    return t('differTopic', {
      number: at + 1,
      before: t(`site-results:status.${before}`),
      after: t(`site-results:status.${after}`),
    });
  };
  if (differs.length === 0) return <p role="status">{t('same')}</p>;
  return (
    <div role="status">
      <p>
        <strong>{t('differs', { count: differs.length })}</strong>
      </p>
      <ul>
        {differs.slice(0, NAMED).map(({ personId, topicsPassed, qualifies, topics }) => {
          const now = learners.get(personId);
          if (!now) return null;
          return (
            <li key={personId}>
              {now.name}:{' '}
              {[
                // As many topics before and after says nothing: which of them changed does.
                ...(topicsPassed === now.topicsPassed
                  ? []
                  : [t('differLine', { before: topicsPassed, after: now.topicsPassed })]),
                ...topics.map(({ topicId, status }) => toTopicText(now, topicId, status)),
              ].join('; ')}
              {now.qualifies !== qualifies && `, ${t(now.qualifies ? 'gains' : 'loses')}`}
            </li>
          );
        })}
      </ul>
      {differs.length > NAMED && <p>{t('more', { count: differs.length - NAMED })}</p>}
    </div>
  );
}
