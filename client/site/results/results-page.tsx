import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { Section } from '#client/ui/section.tsx';
import { usePrinting } from '#client/ui/use-printing.ts';
import { attendanceWays } from '#shared/attendance-ways.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { provinceName } from '#shared/provinces.ts';
import { seriesResultsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { CountingNote } from './counting-note.tsx';
import { HeatMap } from './heat-map.tsx';
import { ResultChoice } from './result-choice.tsx';
import { ResultTable } from './result-table.tsx';
import {
  type Choice,
  chooseLearners,
  countTopics,
  countWays,
  type Learner,
  readLearners,
} from './results.ts';
import styles from './results-page.module.css';
import { TopicChart } from './topic-chart.tsx';

type View = 'map' | 'table';

/** What the rule makes of a whole series: everybody, topic by topic, the absent ones too. */
export function ResultsPage() {
  const { t } = useTranslation('site-results');
  const series = useSeries();
  const format = useFormat(series.timeZone);
  usePageTitle(t('title'), series.title);
  const query = useQuery(seriesResultsQuery(series.seriesId));
  const { data } = query;
  const time = data ? format.dateTime(data.asOf) : '';
  return (
    <Section
      title={t('title')}
      lead={
        data &&
        (data.rule.version === 0
          ? t('leadDefaults', { time })
          : t('lead', { time, version: data.rule.version }))
      }
      actions={
        <Button icon="file" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <LoadedPart query={query}>{(results) => <Results results={results} />}</LoadedPart>
    </Section>
  );
}

function Results({ results }: { results: SeriesResultsDto }) {
  const { t } = useTranslation('site-results');
  const learners = useMemo(() => readLearners(results), [results]);
  if (learners.length === 0 || results.topics.length === 0) {
    return (
      <EmptyState icon="chart" title={t('none')}>
        {t('noneText')}
      </EmptyState>
    );
  }
  const { minimumSharePercent, checkSharePercent, bridgedGapSeconds } = results.rule.rule;
  return (
    <div className={styles.results}>
      <CountingNote topics={results.topics} />
      <Facts results={results} learners={learners} />
      <p className={styles.rule}>
        {t('ruleSummary', { share: minimumSharePercent, checks: checkSharePercent, gap: bridgedGapSeconds })}
      </p>
      <TopicChart
        counts={countTopics({ topics: results.topics, rule: results.rule.rule }, learners)}
        externalCounts={results.rule.rule.externalViewersCount}
      />
      <Learners results={results} learners={learners} />
    </div>
  );
}

function Facts({ results, learners }: { results: SeriesResultsDto; learners: readonly Learner[] }) {
  const { t } = useTranslation('site-results');
  const format = useFormat();
  const ways = countWays(learners);
  // By themselves is said in any case; of the others only those that there are.
  const apart = attendanceWays.filter((way) => way === 'self' || ways[way] > 0);
  const facts: { term: string; value: number; note?: string }[] = [
    { term: t('facts.registered'), value: learners.length },
    {
      term: t('facts.attended'),
      value: learners.length - ways.none,
      ...(apart.length > 1 && {
        note: apart.map((way) => t(`ways.${way}`, { number: format.number(ways[way]) })).join(' · '),
      }),
    },
    { term: t('facts.passedOne'), value: learners.filter(({ topicsPassed }) => topicsPassed > 0).length },
    {
      term: t('facts.qualifies'),
      value: learners.filter(({ qualifies }) => qualifies).length,
      note: t('facts.needed', { needed: results.topicsNeeded, all: results.topics.length }),
    },
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, value, note }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <span className={styles.figure}>{format.number(value)}</span>
            {note && <span className={styles.note}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Learners({ results, learners }: { results: SeriesResultsDto; learners: readonly Learner[] }) {
  const { t } = useTranslation('site-results');
  const { seriesId } = useSeries();
  const isPrinting = usePrinting();
  const [view, setView] = useState<View>('map');
  const [choice, setChoice] = useState<Choice>({
    search: '',
    filter: 'all',
    province: '',
    group: '',
    order: 'name',
  });
  const wanted = useDeferredValue(choice);
  const { topics, topicsNeeded } = results;
  const chosen = useMemo(
    () => chooseLearners(learners, wanted, { topicsNeeded, provinceOf: provinceName }),
    [learners, wanted, topicsNeeded],
  );
  return (
    <div className={styles.learners}>
      <h3>{t('map.title')}</h3>
      <ResultChoice learners={learners} choice={choice} onChange={setChoice} />
      <div className={styles.view} data-screen-only="">
        <RadioGroup
          legend={t('map.view')}
          hideLegend
          layout="row"
          value={view}
          onChange={setView}
          options={[
            { value: 'map', label: t('map.asMap') },
            { value: 'table', label: t('map.asTable') },
          ]}
        />
      </div>
      <p role="status" className={styles.note}>
        {t('map.found', { count: chosen.length })}
      </p>
      {chosen.length === 0 ? (
        <EmptyState icon="search" title={t('map.nobody')}>
          {t('map.nobodyText')}
        </EmptyState>
      ) : view === 'map' && !isPrinting ? (
        <HeatMap seriesId={seriesId} topics={topics} learners={chosen} topicsNeeded={topicsNeeded} />
      ) : (
        <ResultTable seriesId={seriesId} topics={topics} learners={chosen} isWhole={isPrinting} />
      )}
    </div>
  );
}
