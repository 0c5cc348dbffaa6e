import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { can } from '#shared/roles.ts';
import { enrolmentsQuery } from '../data/queries.ts';
import { publicLink, removedLearnersAddress } from '../parts/addresses.ts';
import { ListCount, ListFilter } from '../parts/list-filter.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { useCopy } from '../parts/use-copy.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { AddLearnersDialog } from './add-learners-dialog.tsx';
import { LearnerFilters } from './learner-filters.tsx';
import { type LearnerFilter, type LearnerOrder, linkSession, listLearners } from './learner-list.ts';
import { LearnerTable } from './learner-table.tsx';
import styles from './learners-page.module.css';

export function LearnersPage() {
  const { t } = useTranslation('site-learners');
  const series = useSeries();
  usePageTitle(t('title'), series.title);
  const query = useQuery(enrolmentsQuery(series.seriesId));
  const [adding, setAdding] = useState(false);
  const removedCount = query.data?.removedCount ?? 0;
  const mayAdd = mayChange(series, 'enrolment.create');
  const add = mayAdd && (
    <Button variant="primary" icon="plus" onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );

  return (
    <Section title={t('title')} lead={t('lead')} actions={query.data?.enrolments.length !== 0 && add}>
      <LoadedPart query={query}>
        {({ enrolments }) =>
          enrolments.length === 0 ? (
            <EmptyState icon="people" title={t('none')} action={add}>
              {t('noneText')}
            </EmptyState>
          ) : (
            <Learners enrolments={enrolments} />
          )
        }
      </LoadedPart>
      {can(series.role, 'staff.change') && removedCount > 0 && (
        <a className={styles.elsewhere} data-screen-only="" href={removedLearnersAddress(series.seriesId)}>
          {t('removedList.link', { count: removedCount })}
        </a>
      )}
      {adding && <AddLearnersDialog seriesId={series.seriesId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Learners({ enrolments }: { enrolments: readonly EnrolmentDto[] }) {
  const { t } = useTranslation('site-learners');
  const { sessions } = useSeries();
  const copy = useCopy();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<LearnerOrder>('name');
  const [province, setProvince] = useState<NonNullable<LearnerFilter['province']>>('');
  const [group, setGroup] = useState<NonNullable<LearnerFilter['group']>>('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const wanted = useDeferredValue(search);
  const found = useMemo(
    () => listLearners(enrolments, { search: wanted, order, province, group }),
    [enrolments, wanted, order, province, group],
  );
  const session = sessions.find(({ sessionId }) => sessionId === chosenId) ?? linkSession(sessions);

  const isAll = wanted.trim() === '' && province === '' && group === '';

  async function copyAll() {
    if (!session) return;
    const lines = found.map(({ name, phone, email, linkToken }) =>
      [name, phone ?? '', email ?? '', publicLink(session.code, linkToken)].join('\t'),
    );
    await copy(lines.join('\n'), t('copiedAll', { count: found.length }));
  }

  return (
    <div className={styles.learners}>
      <div className={styles.learners} data-screen-only="">
        <ListFilter label={t('search')} search={search} onSearch={setSearch}>
          <Select
            label={t('order')}
            value={order}
            onChange={setOrder}
            options={[
              { value: 'name', label: t('orderName') },
              { value: 'newest', label: t('orderNewest') },
            ]}
          />
        </ListFilter>
        <LearnerFilters
          enrolments={enrolments}
          province={province}
          group={group}
          onProvince={setProvince}
          onGroup={setGroup}
        />
        {session ? (
          <div className={styles.links}>
            <Select
              label={t('session')}
              hint={t('sessionHint')}
              value={session.sessionId}
              onChange={setChosenId}
              options={sessions.map(({ sessionId, title }) => ({ value: sessionId, label: title }))}
            />
            <Button icon="copy" title={t('copyAllHint')} onClick={() => void copyAll()}>
              {t('copyAll')}
            </Button>
          </div>
        ) : (
          <p className={styles.note}>{t('noSession')}</p>
        )}
      </div>
      <ListCount>
        {isAll ? t('count', { count: found.length }) : t('found', { count: found.length })}
      </ListCount>
      {found.length === 0 ? (
        <EmptyState
          icon="search"
          title={wanted.trim() ? t('noneFound', { text: wanted.trim() }) : t('noneOfThese')}
        >
          {t('noneFoundText')}
        </EmptyState>
      ) : (
        <LearnerTable key={`${order} ${province} ${group} ${wanted}`} learners={found} code={session?.code} />
      )}
    </div>
  );
}
