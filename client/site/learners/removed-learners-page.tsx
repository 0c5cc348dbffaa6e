import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import type { Column } from '#client/ui/table.tsx';
import type { RemovedLearnerDto } from '#shared/features/enrolment.ts';
import { can } from '#shared/roles.ts';
import { removedLearnersQuery } from '../data/queries.ts';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { learnersAddress } from '../parts/addresses.ts';
import { ListCount, ListFilter } from '../parts/list-filter.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { Contact } from './contact.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { searchLearners } from './learner-list.ts';
import tableStyles from './learner-table.module.css';
import styles from './learners-page.module.css';

const STEP = 100;

/** Those whom staff took off the list: what is known of them is kept until they ask for it to be erased. */
export function RemovedLearnersPage() {
  const { t } = useTranslation('site-learners');
  const series = useSeries();
  usePageTitle(t('removedList.title'), series.title);
  const mayErase = can(series.role, 'staff.change');
  const query = useQuery({ ...removedLearnersQuery(series.seriesId), enabled: mayErase });
  if (!mayErase) return <NotFoundPage />;
  return (
    <>
      <PageHeader
        back={{ href: learnersAddress(series.seriesId), label: t('title') }}
        eyebrow={series.title}
        title={t('removedList.title')}
      />
      <div className={styles.removed}>
        <LoadedPart query={query}>
          {({ learners }) =>
            learners.length === 0 ? (
              <EmptyState icon="people" title={t('removedList.none')}>
                {t('removedList.noneText')}
              </EmptyState>
            ) : (
              <RemovedLearners learners={learners} />
            )
          }
        </LoadedPart>
      </div>
    </>
  );
}

function RemovedLearners({ learners }: { learners: readonly RemovedLearnerDto[] }) {
  const { t } = useTranslation('site-learners');
  const { seriesId, timeZone } = useSeries();
  const format = useFormat(timeZone);
  const [search, setSearch] = useState('');
  const [asked, setAsked] = useState<RemovedLearnerDto | null>(null);
  const wanted = useDeferredValue(search).trim();
  const found = searchLearners(learners, wanted);

  const columns: Column<RemovedLearnerDto>[] = [
    {
      key: 'name',
      header: t('column.name'),
      cell: ({ name }) => <span className={tableStyles.name}>{name}</span>,
      primary: true,
    },
    { key: 'contact', header: t('column.contact'), cell: (learner) => <Contact {...learner} /> },
    { key: 'organisation', header: t('removedList.organisation'), cell: ({ organisation }) => organisation },
    {
      key: 'removedAt',
      header: t('removedList.removedAt'),
      cell: ({ removedAt }) => <span className={tableStyles.date}>{format.date(removedAt)}</span>,
    },
    {
      key: 'act',
      header: t('column.acts'),
      cell: (learner) => (
        <Button
          icon="trash"
          aria-label={t('erase.of', { name: learner.name })}
          onClick={() => setAsked(learner)}
        >
          {t('erase.act')}
        </Button>
      ),
      align: 'end',
      screenOnly: true,
    },
  ];

  return (
    <div className={styles.learners}>
      <p className={styles.lead}>{t('removedList.lead')}</p>
      <ListFilter label={t('search')} search={search} onSearch={setSearch} />
      <ListCount>
        {wanted === '' ? t('count', { count: found.length }) : t('found', { count: found.length })}
      </ListCount>
      <LongTable
        key={wanted}
        caption={t('removedList.title')}
        captionHidden
        columns={columns}
        rows={found}
        rowKey={({ enrolmentId }) => enrolmentId}
        step={STEP}
        more={(count) => t('showMore', { count })}
        empty={
          <EmptyState icon="search" title={t('noneFound', { text: wanted })}>
            {t('noneFoundText')}
          </EmptyState>
        }
      />
      {asked && (
        <EraseDialog
          seriesId={seriesId}
          enrolmentId={asked.enrolmentId}
          name={asked.name}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
