import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardPerson, PersonState } from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Column } from '#client/ui/table.tsx';
import type { Tone } from '#client/ui/tone.ts';
import { attendanceWays } from '#shared/attendance-ways.ts';
import type { BoardDto } from '#shared/features/insight.ts';
import { compareByGivenName } from '#shared/names.ts';
import { provinceName } from '#shared/provinces.ts';
import { personTrailAddress } from '../parts/addresses.ts';
import { ListCount, ListFilter } from '../parts/list-filter.tsx';
import { useSession } from '../session/session-layout.tsx';
import styles from './attendance-page.module.css';
import { outlookTones } from './board/attention.tsx';
import { closedFilters, filterPeople, openFilters, type PeopleFilter, toMinutes } from './people-filter.ts';

/** More at once make an old phone slow; the spreadsheet has them all. */
const STEP = 50;

const tones: Record<PersonState, Tone> = {
  present: 'success',
  in_hall: 'success',
  left: 'neutral',
  absent: 'warning',
};

const wayOrder = [...attendanceWays, 'none'] as const;
const stateOrder: readonly PersonState[] = ['present', 'in_hall', 'left', 'absent'];

export interface AttendanceTableProps {
  topics: BoardDto['topics'];
  people: readonly BoardPerson[];
  isOver: boolean;
}

/** Everybody, the absent ones too. */
export function AttendanceTable({ topics, people, isOver }: AttendanceTableProps) {
  const { t } = useTranslation(['site-attendance', 'site-parts']);
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<PeopleFilter>('all');
  const wanted = useDeferredValue(search);
  const rows = useMemo(() => filterPeople(people, { search: wanted, filter }), [people, wanted, filter]);
  const isAnyFrom = useMemo(
    () => people.some(({ organisation, province }) => organisation || province),
    [people],
  );

  const columns = useMemo(() => {
    // Whoever never came has no minutes, not zero of them.
    const minutes = (person: BoardPerson, seconds: number) =>
      person.firstSeenAt === null ? null : t('minutes', { minutes: format.number(toMinutes(seconds)) });
    const time = (at: string | null) => (at ? format.time(at) : null);
    const stateOf = ({ state, way }: BoardPerson) =>
      way ? (
        <StatusPill tone={way === 'none' ? 'warning' : 'neutral'}>{t(`way.${way}`)}</StatusPill>
      ) : (
        <StatusPill tone={tones[state]}>{t(`state.${state}`)}</StatusPill>
      );
    const all: Column<BoardPerson>[] = [
      {
        key: 'name',
        header: t('column.name'),
        cell: (person) => (
          <a className={styles.person} href={personTrailAddress(session.seriesId, person.personId)}>
            {person.name}
          </a>
        ),
        sortValue: (person) => person.name,
        compare: compareByGivenName,
        primary: true,
      },
      ...(isAnyFrom
        ? [
            {
              key: 'from',
              header: t('column.from'),
              cell: ({ organisation, province }: BoardPerson) =>
                [organisation, province && provinceName(province)].filter(Boolean).join(', ') || null,
              sortValue: ({ province }: BoardPerson) => province && provinceName(province),
            },
          ]
        : []),
      {
        key: 'state',
        header: t('column.state'),
        cell: (person) => (
          <span className={styles.states}>
            {stateOf(person)}
            {person.outlook && person.outlook !== 'fair' && (
              <StatusPill tone={outlookTones[person.outlook]}>{t(`outlook.${person.outlook}`)}</StatusPill>
            )}
            {person.hall && (
              <span className={styles.hall}>
                {person.hall.confirmed ? person.hall.name : t('hallWaiting', { name: person.hall.name })}
              </span>
            )}
          </span>
        ),
        sortValue: ({ way, state }) => (way ? wayOrder.indexOf(way) : stateOrder.indexOf(state)),
      },
      {
        key: 'first',
        header: t('column.first'),
        cell: (person) => time(person.firstSeenAt),
        sortValue: (person) => person.firstSeenAt,
        align: 'end',
        hideOnPhone: true,
      },
      {
        key: 'last',
        header: t('column.last'),
        cell: (person) => time(person.lastSeenAt),
        sortValue: (person) => person.lastSeenAt,
        align: 'end',
        hideOnPhone: true,
      },
      {
        key: 'total',
        header: t('column.total'),
        cell: (person) => minutes(person, person.seconds),
        sortValue: (person) => person.seconds,
        align: 'end',
      },
    ];
    // With one topic, its minutes are nearly the session's.
    if (topics.length < 2) return all;
    const perTopic = topics.map(
      ({ topicId }, at): Column<BoardPerson> => ({
        key: topicId,
        header: t('site-parts:topicNumber', { number: at + 1 }),
        cell: (person) => minutes(person, person.topicSeconds[at] ?? 0),
        sortValue: (person) => person.topicSeconds[at] ?? 0,
        align: 'end',
        hideOnPhone: true,
      }),
    );
    return [...all, ...perTopic];
  }, [topics, isAnyFrom, session.seriesId, format, t]);

  return (
    <div className={styles.table}>
      <h3>{t('people')}</h3>
      <ListFilter label={t('search')} search={search} onSearch={setSearch}>
        <Select
          label={t('show')}
          value={filter}
          onChange={setFilter}
          options={(isOver ? closedFilters : openFilters).map((value) => ({
            value,
            label: t(`filter.${value}`),
          }))}
        />
      </ListFilter>
      <ListCount>{t('found', { count: rows.length })}</ListCount>
      <LongTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(person) => person.personId}
        step={STEP}
        more={(count) => t('more', { count })}
        initialSort={{ key: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon="search" title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </div>
  );
}
