import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import type { PersonTrailDto, TrailVersionDto } from '#shared/features/insight.ts';
import { CorrectDialog } from '../../corrections/correct-dialog.tsx';
import { mayChange } from '../../parts/may-change.ts';
import { useSeries } from '../../series/series-layout.tsx';
import { statusTone } from '../status-tone.ts';
import styles from './trail.module.css';

interface TopicRow {
  topicId: string;
  title: string;
  seconds: number;
  result: TrailVersionDto['topics'][number];
}

/** What the rule in force makes of each topic, with the figures it went by. */
export function TopicResults({ trail, version }: { trail: PersonTrailDto; version: TrailVersionDto }) {
  const { t } = useTranslation('site-results');
  const series = useSeries();
  const format = useFormat();
  const [corrected, setCorrected] = useState<TopicRow | null>(null);
  const minutes = (seconds: number) => format.number(Math.floor(seconds / 60));
  const rows = trail.topics.flatMap((topic, at): TopicRow[] => {
    const result = version.topics[at];
    return result ? [{ ...topic, title: `${at + 1}. ${topic.title}`, result }] : [];
  });
  const ifHeld = (row: TopicRow, text: string) =>
    row.seconds > 0 ? <span className={styles.figures}>{text}</span> : null;
  const columns: Column<TopicRow>[] = [
    { key: 'topic', header: t('trail.topicColumn.topic'), cell: ({ title }) => title, primary: true },
    {
      key: 'time',
      header: t('trail.topicColumn.time'),
      cell: (row) =>
        ifHeld(row, t('trail.ofMinutes', { some: minutes(row.result.seconds), all: minutes(row.seconds) })),
      align: 'end',
    },
    {
      key: 'needed',
      header: t('trail.topicColumn.needed'),
      cell: (row) =>
        ifHeld(row, t('minutes', { minutes: format.number(Math.ceil(row.result.secondsNeeded / 60)) })),
      align: 'end',
    },
    {
      key: 'checks',
      header: t('trail.topicColumn.checks'),
      cell: (row) =>
        row.result.checksDelivered > 0 || row.result.checksNeeded > 0
          ? t('trail.checksOf', { some: row.result.checksAnswered, all: row.result.checksDelivered })
          : null,
      align: 'end',
    },
    {
      key: 'result',
      header: t('trail.topicColumn.result'),
      cell: ({ result }) => (
        <span className={styles.pills}>
          <StatusPill tone={statusTone(result.status)}>{t(`status.${result.status}`)}</StatusPill>
          {result.corrected && <StatusPill>{t('map.cellCorrected')}</StatusPill>}
        </span>
      ),
    },
    ...(mayChange(series, 'attendance.correct')
      ? [
          {
            key: 'correct',
            header: t('trail.correct'),
            cell: (row: TopicRow) =>
              row.seconds > 0 && (
                <Button
                  variant="quiet"
                  icon="edit"
                  aria-label={`${t('trail.correct')}: ${row.title}`}
                  onClick={() => setCorrected(row)}
                >
                  {t('trail.correct')}
                </Button>
              ),
            align: 'end' as const,
          },
        ]
      : []),
  ];
  return (
    <>
      <Table
        caption={t('trail.topics')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ topicId }) => topicId}
      />
      {corrected && (
        <CorrectDialog
          seriesId={series.seriesId}
          personId={trail.personId}
          name={trail.name}
          topic={corrected}
          onClose={() => setCorrected(null)}
        />
      )}
    </>
  );
}

/** Where the rule was changed, both results stay visible. */
export function VersionTable({ trail }: { trail: PersonTrailDto }) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const columns: Column<TrailVersionDto>[] = [
    {
      key: 'version',
      header: t('trail.versionColumn.version'),
      cell: ({ rule, current }) => `${rule.version}${current ? ` (${t('trail.current')})` : ''}`,
      primary: true,
    },
    {
      key: 'made',
      header: t('trail.versionColumn.made'),
      cell: ({ rule }) =>
        rule.madeAt && [format.dateTime(rule.madeAt), rule.madeBy].filter(Boolean).join(', '),
    },
    { key: 'reason', header: t('trail.versionColumn.reason'), cell: ({ rule }) => rule.reason || null },
    {
      key: 'passed',
      header: t('trail.versionColumn.passed'),
      cell: ({ topicsPassed }) => t('map.passedOf', { some: topicsPassed, all: trail.topics.length }),
      align: 'end',
    },
    {
      key: 'result',
      header: t('trail.versionColumn.result'),
      cell: ({ qualifies }) => (
        <StatusPill tone={qualifies ? 'success' : 'warning'}>
          {t(qualifies ? 'outcome.yes' : 'outcome.no')}
        </StatusPill>
      ),
    },
  ];
  return (
    <div className={styles.versions}>
      <Table
        caption={t('trail.versions')}
        columns={columns}
        rows={trail.versions}
        rowKey={({ rule }) => String(rule.version)}
      />
    </div>
  );
}
