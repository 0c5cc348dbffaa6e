import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { PlotFigure, type PlotLibrary } from '#client/ui/plot-figure.tsx';
import { inks } from '#client/ui/plot-looks.ts';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Column } from '#client/ui/table.tsx';
import { type TopicStatus, topicStatuses } from '#shared/attendance-judgement.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { compareByGivenName, foldForSearch } from '#shared/names.ts';
import { provinceName } from '#shared/provinces.ts';
import { seriesResultsQuery } from '../data/queries.ts';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import {
  personTrailAddress,
  resultsAddress,
  seriesExportsAddress,
  topicAddress,
} from '../parts/addresses.ts';
import { ListCount, ListFilter } from '../parts/list-filter.tsx';
import { LoadedPage } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { CountingNote } from './counting-note.tsx';
import { countShares, foldedOf, type Learner, readLearners, type TopicResult } from './results.ts';
import styles from './results-page.module.css';
import { statusTone } from './status-tone.ts';

const STEP = 100;
const HISTOGRAM_HEIGHT_PX = 200;

/** One topic: how everybody fared in it. */
export function TopicResultsPage() {
  const { topicId = '' } = useParams();
  const series = useSeries();
  const query = useQuery(seriesResultsQuery(series.seriesId));
  return (
    <LoadedPage query={query}>
      {(results) => {
        const at = results.topics.findIndex((topic) => topic.topicId === topicId);
        return at < 0 ? <NotFoundPage /> : <TopicResults results={results} at={at} />;
      }}
    </LoadedPage>
  );
}

function TopicResults({ results, at }: { results: SeriesResultsDto; at: number }) {
  const { t } = useTranslation('site-results');
  const series = useSeries();
  const format = useFormat(series.timeZone);
  const topic = results.topics[at];
  const title = t('topic.title', { number: at + 1 });
  usePageTitle(title, series.title);
  const learners = useMemo(() => readLearners(results), [results]);
  if (!topic) return null;
  const sessions = series.sessions.filter(({ topics }) =>
    topics.some(({ topicId }) => topicId === topic.topicId),
  );
  return (
    <>
      <PageHeader
        back={{ href: resultsAddress(series.seriesId), label: t('topic.back') }}
        eyebrow={title}
        title={topic.title}
        actions={
          <>
            <Button icon="file" onClick={() => window.print()}>
              {t('print')}
            </Button>
            <ButtonLink
              icon="download"
              href={seriesExportsAddress(series.seriesId, { topicId: topic.topicId })}
            >
              {t('exports')}
            </ButtonLink>
            <ButtonLink href={topicAddress(series.seriesId, topic.topicId)}>
              {t('topic.materials')}
            </ButtonLink>
          </>
        }
      />
      <CountingNote topics={results.topics} />
      {topic.seconds === 0 ? (
        <Section title={t('topic.learners')}>
          <EmptyState icon="clock" title={t('topic.notHeld')}>
            {t('topic.notHeldText')}
          </EmptyState>
        </Section>
      ) : (
        <>
          <Section title={t('topic.byStatus')}>
            <div className={styles.results}>
              <DefinitionList
                items={[
                  { term: t('topic.taught'), value: format.duration(topic.seconds * 1_000) },
                  { term: t('topic.needed'), value: format.duration(topic.secondsNeeded * 1_000) },
                  { term: t('topic.checks'), value: format.number(topic.checksShown) },
                  { term: t('topic.sessions'), value: sessions.map((session) => session.title).join(', ') },
                  ...countStatuses(learners, at).map(([status, count]) => ({
                    term: t(`status.${status}`),
                    value: format.number(count),
                  })),
                ]}
              />
              <ShareFigure
                results={learners.flatMap((learner) => learner.results[at] ?? [])}
                minimumPercent={results.rule.rule.minimumSharePercent}
              />
            </div>
          </Section>
          <Section title={t('topic.learners')}>
            <TopicLearners
              learners={learners}
              at={at}
              topicSeconds={topic.seconds}
              hasChecks={topic.checksShown > 0}
            />
          </Section>
        </>
      )}
    </>
  );
}

function countStatuses(learners: readonly Learner[], at: number): [TopicStatus, number][] {
  const counts = new Map<TopicStatus, number>();
  for (const { results } of learners) {
    const status = results[at]?.status ?? 'not_held';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return topicStatuses.flatMap((status) => {
    const count = counts.get(status);
    return count ? [[status, count] as [TopicStatus, number]] : [];
  });
}

function ShareFigure({
  results,
  minimumPercent,
}: {
  results: readonly TopicResult[];
  minimumPercent: number;
}) {
  const { t } = useTranslation('site-results');
  const format = useFormat();
  const bins = useMemo(() => countShares(results), [results]);
  const reached = results.filter(({ share }) => share * 100 >= minimumPercent).length;
  const draw = useCallback(
    (plot: PlotLibrary, width: number) => [
      plot.plot({
        width,
        height: HISTOGRAM_HEIGHT_PX,
        marginLeft: 44,
        marginRight: 22,
        x: { domain: [0, 100], label: null },
        y: { nice: true, domain: [0, Math.max(4, ...bins.map(({ learners }) => learners))], label: null },
        marks: [
          plot.gridY({ ticks: 4, stroke: inks.grid, strokeOpacity: 1 }),
          plot.axisY({ ticks: 4, tickSize: 0, tickFormat: (value: number) => format.number(value) }),
          plot.axisX({
            ticks: width < 480 ? 5 : 10,
            tickSize: 0,
            tickFormat: (value: number) => `${value}%`,
          }),
          plot.rectY(bins, {
            x1: 'fromPercent',
            x2: 'toPercent',
            y: 'learners',
            inset: 1,
            fill: inks.area,
            stroke: inks.line,
          }),
          plot.ruleX([minimumPercent], { stroke: inks.strong, strokeWidth: 2.5 }),
        ],
      }),
    ],
    [bins, minimumPercent, format],
  );
  return (
    <PlotFigure
      title={t('topic.histogram')}
      summary={t('topic.histogramSummary', {
        percent: minimumPercent,
        some: format.number(reached),
        all: format.number(results.length),
      })}
      isSummaryShown
      height={HISTOGRAM_HEIGHT_PX}
      draw={draw}
      table={() => ({
        headers: [t('topic.histogramHeaders.share'), t('topic.histogramHeaders.learners')],
        rows: bins.map(({ fromPercent, toPercent, learners }) => [
          t('topic.bin', { from: fromPercent, to: toPercent }),
          format.number(learners),
        ]),
      })}
    />
  );
}

interface TopicLearnersProps {
  learners: readonly Learner[];
  at: number;
  topicSeconds: number;
  hasChecks: boolean;
}

function TopicLearners({ learners, at, topicSeconds, hasChecks }: TopicLearnersProps) {
  const { t } = useTranslation('site-results');
  const { seriesId } = useSeries();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<TopicStatus | ''>('');
  const wanted = useDeferredValue(search);
  const present = useMemo(
    () => topicStatuses.filter((each) => learners.some(({ results }) => results[at]?.status === each)),
    [learners, at],
  );
  const rows = useMemo(() => {
    const words = foldForSearch(wanted).split(' ').filter(Boolean);
    return learners.filter(
      (learner) =>
        (status === '' || learner.results[at]?.status === status) &&
        words.every((word) => foldedOf(learner).includes(word)),
    );
  }, [learners, at, wanted, status]);
  const columns = useMemo((): Column<Learner>[] => {
    const of = (learner: Learner) => learner.results[at];
    return [
      {
        key: 'name',
        header: t('column.name'),
        cell: ({ name, personId }) => <a href={personTrailAddress(seriesId, personId)}>{name}</a>,
        sortValue: ({ name }) => name,
        compare: compareByGivenName,
        primary: true,
      },
      {
        key: 'from',
        header: t('column.from'),
        cell: ({ organisation, province }) =>
          [organisation, province && provinceName(province)].filter(Boolean).join(', ') || null,
        sortValue: ({ province }) => province && provinceName(province),
      },
      {
        key: 'result',
        header: t('topic.status'),
        cell: (learner) => {
          const result = of(learner);
          return (
            result && (
              <span className={styles.status}>
                <StatusPill tone={statusTone(result.status)}>{t(`status.${result.status}`)}</StatusPill>
                {result.isCorrected && <StatusPill>{t('map.cellCorrected')}</StatusPill>}
              </span>
            )
          );
        },
        sortValue: (learner) => topicStatuses.indexOf(of(learner)?.status ?? 'not_held'),
      },
      {
        key: 'minutes',
        header: t('topic.minutes'),
        cell: (learner) =>
          t('trail.ofMinutes', {
            some: format.number(Math.floor((of(learner)?.seconds ?? 0) / 60)),
            all: format.number(Math.floor(topicSeconds / 60)),
          }),
        sortValue: (learner) => of(learner)?.seconds ?? 0,
        align: 'end',
      },
      ...(hasChecks
        ? [
            {
              key: 'checks',
              header: t('topic.checksAnswered'),
              cell: (learner: Learner) =>
                t('trail.checksOf', {
                  some: of(learner)?.checksAnswered ?? 0,
                  all: of(learner)?.checksDelivered ?? 0,
                }),
              sortValue: (learner: Learner) => of(learner)?.checksAnswered ?? 0,
              align: 'end' as const,
            },
          ]
        : []),
    ];
  }, [at, seriesId, topicSeconds, hasChecks, t, format]);

  return (
    <div className={styles.learners}>
      <ListFilter label={t('map.search')} search={search} onSearch={setSearch}>
        <Select
          label={t('topic.status')}
          value={status}
          onChange={setStatus}
          options={[
            { value: '', label: t('topic.anyStatus') },
            ...present.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
        />
      </ListFilter>
      <ListCount>{t('map.found', { count: rows.length })}</ListCount>
      <LongTable
        caption={t('topic.learners')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ personId }) => personId}
        step={STEP}
        more={(count) => t('map.more', { count })}
        initialSort={{ key: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon="search" title={t('map.nobody')}>
            {t('map.nobodyText')}
          </EmptyState>
        }
      />
    </div>
  );
}
