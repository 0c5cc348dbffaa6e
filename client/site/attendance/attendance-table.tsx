import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { FieldRow } from '#client/ui/form.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { AttendanceReportDto, AttendanceRowDto } from '#shared/features/attendance.ts';
import { compareByGivenName } from '#shared/names.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './attendance-page.module.css';
import {
  type AttendanceFilter,
  type AttendanceState,
  attendanceFilters,
  filterAttendance,
  stateOf,
  toMinutes,
} from './attendance-rows.ts';

/** More at once make an old phone slow; the spreadsheet has them all. */
const STEP = 100;

const tones: Record<AttendanceState, Tone> = { present: 'success', left: 'neutral', absent: 'warning' };

export function AttendanceTable({ report }: { report: AttendanceReportDto }) {
  const { t } = useTranslation(['site-attendance', 'site-parts']);
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<AttendanceFilter>('all');
  const [limit, setLimit] = useState(STEP);
  const wanted = useDeferredValue(search);
  const rows = useMemo(
    () => filterAttendance(report.rows, { search: wanted, filter }),
    [report.rows, wanted, filter],
  );
  const hidden = rows.length - limit;

  const columns = useMemo(() => {
    // Whoever never came has no minutes, not zero of them.
    const minutes = (row: AttendanceRowDto, seconds: number) =>
      row.firstSeenAt === null ? null : t('minutes', { minutes: format.number(toMinutes(seconds)) });
    const time = (at: string | null) => (at ? format.time(at) : null);
    const secondsOf = (row: AttendanceRowDto, topicId: string) =>
      row.topics.find((topic) => topic.topicId === topicId)?.seconds ?? 0;
    const all: Column<AttendanceRowDto>[] = [
      {
        key: 'name',
        header: t('column.name'),
        cell: (row) => row.name,
        sortValue: (row) => row.name,
        compare: compareByGivenName,
        primary: true,
      },
      {
        key: 'state',
        header: t('column.state'),
        cell: (row) => <StatusPill tone={tones[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</StatusPill>,
        sortValue: (row) => ['present', 'left', 'absent'].indexOf(stateOf(row)),
      },
      {
        key: 'first',
        header: t('column.first'),
        cell: (row) => time(row.firstSeenAt),
        sortValue: (row) => row.firstSeenAt,
        align: 'end',
      },
      {
        key: 'last',
        header: t('column.last'),
        cell: (row) => time(row.lastSeenAt),
        sortValue: (row) => row.lastSeenAt,
        align: 'end',
        hideOnPhone: true,
      },
      {
        key: 'total',
        header: t('column.total'),
        cell: (row) => minutes(row, row.seconds),
        sortValue: (row) => row.seconds,
        align: 'end',
      },
    ];
    // With one topic, its minutes are the session's.
    if (report.topics.length < 2) return all;
    const perTopic = report.topics.map(
      ({ topicId }, at): Column<AttendanceRowDto> => ({
        key: topicId,
        header: t('site-parts:topicNumber', { number: at + 1 }),
        cell: (row) => minutes(row, secondsOf(row, topicId)),
        sortValue: (row) => secondsOf(row, topicId),
        align: 'end',
      }),
    );
    return [...all, ...perTopic];
  }, [report.topics, format, t]);

  return (
    <div className={styles.table}>
      <FieldRow>
        <TextField
          label={t('search')}
          type="search"
          name="search"
          prefix="search"
          value={search}
          onChange={setSearch}
        />
        <Select
          label={t('show')}
          value={filter}
          onChange={setFilter}
          options={attendanceFilters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </FieldRow>
      <p role="status" className={styles.found}>
        {t('found', { count: rows.length })}
      </p>
      <Table
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(row) => row.personId}
        rowLimit={limit}
        initialSort={{ key: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon="search" title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
      {hidden > 0 && (
        <div>
          <Button icon="down" onClick={() => setLimit(limit + STEP)}>
            {t('more', { count: Math.min(hidden, STEP) })}
          </Button>
        </div>
      )}
    </div>
  );
}
