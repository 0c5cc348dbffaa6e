import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { RoomRole } from '#shared/features/enrolment.ts';
import type { PersonHereDto } from '#shared/features/order.ts';
import { isStaff, mayExclude } from '#shared/roles.ts';
import { ExcludeDialog, type ExcludeDialogProps } from './exclude-dialog.tsx';
import styles from './order.module.css';
import { OrderActs } from './order-acts.ts';
import { sortPeople } from './sort-people.ts';

export interface PeopleListProps {
  people: ReadonlyMap<string, PersonHereDto>;
  sessionId: string;
  timeZone: string;
  you: { personId: string; role: RoomRole };
  onStageIds: ReadonlySet<string>;
  roleNames: (role: RoomRole) => string;
  /** What else can be done with somebody, from other features. */
  actsFor?: (person: PersonHereDto) => readonly MenuItem[];
}

/** A list that nobody scrolls to the end of; a name is found by writing it. */
const SHOWN_MAX = 60;

type Asked = Pick<ExcludeDialogProps, 'person' | 'kind'>;

/** Who is in the room just now, and what can be done with each. */
export function PeopleList(props: PeopleListProps) {
  const { people, sessionId, timeZone, you, onStageIds, roleNames, actsFor } = props;
  const { t } = useTranslation('order');
  const f = useFormat(timeZone);
  const [sought, setSought] = useState('');
  const [asked, setAsked] = useState<Asked>();
  const acts = useMemo(() => new OrderActs(sessionId), [sessionId]);
  const listed = useMemo(() => sortPeople(people.values(), sought), [people, sought]);

  function toItems(person: PersonHereDto): MenuItem[] {
    const others = actsFor?.(person) ?? [];
    if (person.personId === you.personId || !mayExclude(you.role, person.role)) return [...others];
    return [
      ...others,
      {
        label: t('people.remove'),
        icon: 'sign-out',
        danger: true,
        onSelect: () => setAsked({ person, kind: 'removed_from_room' }),
      },
      {
        label: t('people.ban'),
        icon: 'lock',
        danger: true,
        onSelect: () => setAsked({ person, kind: 'banned' }),
      },
    ];
  }

  return (
    <section className={styles.section} aria-label={t('people.list')}>
      <p className={styles.count} data-testid="people-here" data-count={people.size}>
        {t('people.count', { count: people.size })}
      </p>
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
        <EmptyState icon="people" title={t(people.size === 0 ? 'people.none' : 'people.noneFound')} />
      )}
      <ul>
        {listed.slice(0, SHOWN_MAX).map((person) => {
          const { personId, name, role, since } = person;
          const items = toItems(person);
          return (
            <li key={personId} className={styles.row} data-person={personId}>
              <span className={styles.who}>
                <span className={styles.name}>
                  {name}
                  {personId === you.personId && <span className={styles.soft}> ({t('people.you')})</span>}
                </span>
                <span className={styles.soft}>
                  {isStaff(role) && `${roleNames(role)}, `}
                  {t('people.since', { time: f.time(since) })}
                </span>
                {onStageIds.has(personId) && (
                  <span className={styles.stage}>
                    <Icon name="live" size={14} />
                    {t('people.onStage')}
                  </span>
                )}
              </span>
              {items.length > 0 && (
                <Menu
                  label={t('people.acts', { name })}
                  showLabel={false}
                  icon="more"
                  variant="quiet"
                  align="end"
                  items={items}
                />
              )}
            </li>
          );
        })}
      </ul>
      {listed.length > SHOWN_MAX && (
        <p className={styles.soft}>{t('people.more', { number: f.number(listed.length - SHOWN_MAX) })}</p>
      )}
      {asked && <ExcludeDialog {...asked} acts={acts} onClose={() => setAsked(undefined)} />}
    </section>
  );
}
