import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BoardPerson,
  countGroups,
  type GroupCount,
  type Grouping,
} from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { Select } from '#client/ui/select.tsx';
import { attendanceWays } from '#shared/attendance-ways.ts';
import { groupName } from '#shared/participant-groups.ts';
import { provinceName } from '#shared/provinces.ts';
import styles from './board.module.css';

const groupings: readonly Grouping[] = ['province', 'participantGroup', 'organisation'];
/** All 34 provinces are a screen of their own; the first ones say most. */
const STEP = 12;

/** How many of each province, group or organisation are there, or were: a table whose last column is drawn. */
export function GroupTable({ people, isOpen }: { people: readonly BoardPerson[]; isOpen: boolean }) {
  const { t } = useTranslation('site-attendance');
  const format = useFormat();
  const [grouping, setGrouping] = useState<Grouping>('province');
  const [limit, setLimit] = useState(STEP);
  const groups = useMemo(() => countGroups(people, grouping), [people, grouping]);
  // Of a series that keeps none of it, a table of one row would say nothing.
  const isAnyKnown = useMemo(() => people.some((person) => groupings.some((each) => person[each])), [people]);
  if (!isAnyKnown) return null;

  const nameOf = (key: string | null) => {
    if (key === null) return t('groups.unknown');
    if (grouping === 'province') return provinceName(key);
    return grouping === 'participantGroup' ? groupName(key, format.language) : key;
  };
  const columns = listColumns().filter(
    ({ isAlways, read }) => isAlways || groups.some((group) => read(group) > 0),
  );

  /** The first is drawn strong: who was there by themselves. The others stand in for it, and are drawn beside it. */
  function listColumns(): { title: string; isAlways: boolean; read: (group: GroupCount) => number }[] {
    if (isOpen) {
      return [
        { title: t('groups.present'), isAlways: true, read: ({ present }) => present },
        { title: t('facts.inHalls'), isAlways: false, read: ({ inHall }) => inHall },
      ];
    }
    return attendanceWays.map((way) => ({
      title: t(`way.${way}`),
      isAlways: way === 'self',
      read: ({ ways }) => ways[way],
    }));
  }

  return (
    <section className={styles.groups} aria-labelledby="groups">
      <h3 id="groups">{t('groups.title')}</h3>
      <div className={styles.choice} data-screen-only="">
        <Select
          label={t('groups.by')}
          value={grouping}
          onChange={(value) => {
            setGrouping(value);
            setLimit(STEP);
          }}
          options={groupings.map((value) => ({ value, label: t(`groups.${value}`) }))}
        />
      </div>
      <table className={classNames(styles.groupTable, columns.length > 2 && styles.crowded)}>
        <caption className={styles.hidden}>
          {t('groups.title')}: {t(`groups.${grouping}`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(`groups.${grouping}`)}</th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className={styles.number}>
                {title}
              </th>
            ))}
            <th scope="col" className={styles.number}>
              {t('groups.all')}
            </th>
            <th scope="col" className={styles.track}>
              {t('groups.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, limit).map((group) => {
            const figures = columns.map(({ read }) => read(group));
            const share = figures.reduce((sum, figure) => sum + figure, 0) / group.all;
            const own = (figures[0] ?? 0) / group.all;
            return (
              <tr key={group.key ?? ''}>
                <th scope="row">{nameOf(group.key)}</th>
                {columns.map(({ title, read }) => (
                  <td key={title} className={styles.number}>
                    {format.number(read(group))}
                  </td>
                ))}
                <td className={styles.number}>{format.number(group.all)}</td>
                <td className={styles.track}>
                  <span className={styles.share}>{format.percent(share)}</span>
                  <svg width="100%" height="12" aria-hidden="true">
                    <rect className={styles.whole} width="100%" height="12" rx="2" />
                    <rect className={styles.others} width={`${share * 100}%`} height="12" rx="2" />
                    <rect className={styles.part} width={`${own * 100}%`} height="12" rx="2" />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {groups.length > limit && (
        <div>
          <Button icon="down" onClick={() => setLimit(groups.length)}>
            {t('groups.more', { count: groups.length - limit })}
          </Button>
        </div>
      )}
    </section>
  );
}
