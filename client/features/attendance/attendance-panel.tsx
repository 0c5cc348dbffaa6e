import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { compareByGivenName, foldForSearch } from '#client/lib/names.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { AreaChart } from '#client/ui/area-chart.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { SessionDto } from '#shared/features/catalog.ts';
import { type AttendanceEntry, type AttendanceState, secondsUntil } from './attendance.store.ts';
import styles from './attendance-panel.module.css';
import { AttentionList } from './attention-list.tsx';

export interface AttendancePanelProps {
  attendance: ReadOnlyStore<AttendanceState | null>;
  session: SessionDto;
  /** The server's clock. */
  nowMs: () => number;
}

type Filter = 'present' | 'attention' | 'absent' | 'all';

/** A list that nobody scrolls to the end of; a name is found by writing it. */
const SHOWN_MAX = 150;
/** Minutes are what counts: a list that ticked by the second would only be restless. */
const DRAWN_EVERY_MS = 5_000;

/** Who is here, since when and for how long, while it happens. */
export function AttendancePanel({ attendance, session, nowMs }: AttendancePanelProps) {
  const { t } = useTranslation('room-staff');
  const state = useStore(attendance);
  const now = useNow(nowMs, DRAWN_EVERY_MS);
  const [filter, setFilter] = useState<Filter>('present');
  const entries = useMemo(() => [...(state?.entries.values() ?? [])].sort(byName), [state]);
  if (!state) return null;

  const present = entries.filter(({ row }) => row.present).length;

  return (
    <div className={styles.panel}>
      <p className={styles.present} data-testid="present-now" data-count={present}>
        <strong>{t('people.presentCount', { count: present })}</strong>{' '}
        <span className={styles.soft}>{t('people.enrolled', { number: entries.length })}</span>
      </p>
      {state.audience.length > 1 && (
        <AreaChart
          title={t('people.chart')}
          points={state.audience.map(({ at, learners }) => ({ at, value: learners }))}
          timeZone={session.timeZone}
          height={120}
        />
      )}
      <RadioGroup
        legend={t('people.filter')}
        hideLegend
        layout="row"
        value={filter}
        onChange={setFilter}
        options={[
          { value: 'present', label: t('people.present') },
          ...(session.state === 'live'
            ? [{ value: 'attention' as const, label: t('people.attention') }]
            : []),
          { value: 'absent', label: t('people.absent') },
          { value: 'all', label: t('people.all') },
        ]}
      />
      <a href={`/sessions/${session.sessionId}/attendance`} target="_blank" rel="noreferrer">
        {t('people.wholeBoard')}
      </a>
      {filter === 'attention' ? (
        <AttentionList sessionId={session.sessionId} timeZone={session.timeZone} nowMs={now} />
      ) : (
        <PeopleRows entries={entries} filter={filter} session={session} now={now} />
      )}
    </div>
  );
}

interface PeopleRowsProps {
  entries: readonly AttendanceEntry[];
  filter: Filter;
  session: SessionDto;
  now: number;
}

function PeopleRows({ entries, filter, session, now }: PeopleRowsProps) {
  const { t } = useTranslation('room-staff');
  const f = useFormat(session.timeZone);
  const [sought, setSought] = useState('');
  const folded = foldForSearch(sought.trim());
  const listed = entries.filter(
    (entry) => fits(entry, filter) && (folded === '' || foldForSearch(entry.row.name).includes(folded)),
  );
  return (
    <>
      <TextField
        label={t('people.find')}
        hideLabel
        placeholder={t('people.find')}
        type="search"
        prefix="search"
        value={sought}
        onChange={setSought}
      />
      {listed.length === 0 && (
        <EmptyState icon="people" title={t(entries.length === 0 ? 'people.none' : 'people.noneFound')} />
      )}
      <ul className={styles.list}>
        {listed.slice(0, SHOWN_MAX).map((entry) => {
          const { personId, name, firstSeenAt, lastSeenAt, present: isPresent } = entry.row;
          const seconds = secondsUntil(entry, now, session.state === 'live');
          return (
            <li key={personId} className={styles.row} data-person={personId} data-seconds={seconds}>
              <span className={styles.dot} data-present={isPresent || undefined} aria-hidden />
              <span className={styles.name}>{name}</span>
              <span className={styles.minutes}>{f.duration(seconds * 1_000)}</span>
              <span className={styles.since}>
                {firstSeenAt === null
                  ? t('people.notYet')
                  : isPresent || lastSeenAt === null
                    ? t('people.since', { time: f.time(firstSeenAt) })
                    : t('people.left', { time: f.time(lastSeenAt) })}
              </span>
            </li>
          );
        })}
      </ul>
      {listed.length > SHOWN_MAX && (
        <p className={styles.soft}>{t('people.more', { number: listed.length - SHOWN_MAX })}</p>
      )}
    </>
  );
}

function byName(a: AttendanceEntry, b: AttendanceEntry): number {
  return compareByGivenName(a.row.name, b.row.name);
}

function fits({ row }: AttendanceEntry, filter: Filter): boolean {
  return filter === 'all' || row.present === (filter === 'present');
}
