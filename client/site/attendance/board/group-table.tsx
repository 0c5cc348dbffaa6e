import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BoardPerson, countGroups, type Grouping } from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { Select } from '#client/ui/select.tsx';
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
  const here = isOpen ? 'present' : 'attended';

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
      <table className={styles.groupTable}>
        <caption className={styles.hidden}>
          {t('groups.title')}: {t(`groups.${grouping}`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(`groups.${grouping}`)}</th>
            <th scope="col" className={styles.number}>
              {t(`groups.${here}`)}
            </th>
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
            const share = group[here] / group.all;
            return (
              <tr key={group.key ?? ''}>
                <th scope="row">{nameOf(group.key)}</th>
                <td className={styles.number}>{format.number(group[here])}</td>
                <td className={styles.number}>{format.number(group.all)}</td>
                <td className={styles.track}>
                  <span className={styles.share}>{format.percent(share)}</span>
                  <svg width="100%" height="12" aria-hidden="true">
                    <rect className={styles.whole} width="100%" height="12" rx="2" />
                    <rect className={styles.part} width={`${share * 100}%`} height="12" rx="2" />
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
