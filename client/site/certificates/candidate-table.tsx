import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Column } from '#client/ui/table.tsx';
import type { CertificateCandidateDto } from '#shared/features/certificate-issuing.ts';
import { compareByGivenName, foldForSearch } from '#shared/names.ts';
import { ListFilter } from '../parts/list-filter.tsx';
import styles from './certificates.module.css';
import { IssueOneDialog } from './issue-one-dialog.tsx';
import { useShortfall } from './use-shortfall.ts';

/** More at once make an old phone slow. */
const STEP = 100;
const filters = ['all', 'qualified', 'certified', 'not'] as const;
type Filter = (typeof filters)[number];

export interface CandidateTableProps {
  candidates: readonly CertificateCandidateDto[];
  topicCount: number;
  issuedOn: string;
}

export function CandidateTable({ candidates, topicCount, issuedOn }: CandidateTableProps) {
  const { t } = useTranslation('site-certificates');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [chosen, setChosen] = useState<CertificateCandidateDto | null>(null);
  const wanted = foldForSearch(useDeferredValue(search));
  const rows = useMemo(
    () => candidates.filter((one) => fits(one, filter) && foldForSearch(one.name).includes(wanted)),
    [candidates, filter, wanted],
  );
  const tellShortfall = useShortfall();

  const isAnyPlaced = candidates.some(({ organisation, province }) => organisation || province);

  const columns: Column<CertificateCandidateDto>[] = [
    {
      key: 'name',
      header: t('issuing.column.name'),
      cell: (one) => one.name,
      sortValue: (one) => one.name,
      compare: compareByGivenName,
      primary: true,
    },
    ...(isAnyPlaced
      ? [
          {
            key: 'place',
            header: t('issuing.column.place'),
            cell: (one: CertificateCandidateDto) =>
              [one.organisation, one.province].filter(Boolean).join(' – ') || null,
            hideOnPhone: true,
          },
        ]
      : []),
    {
      key: 'topics',
      header: t('issuing.column.topics'),
      cell: (one) => t('issuing.topics', { passed: one.topicsPassed, all: topicCount }),
      sortValue: (one) => one.topicsPassed,
      align: 'end',
    },
    {
      key: 'state',
      header: t('issuing.column.state'),
      cell: (one) => {
        if (one.serial) return <StatusPill>{t('issuing.has', { serial: one.serial })}</StatusPill>;
        if (one.qualifies) return <StatusPill tone="success">{t('issuing.qualifies')}</StatusPill>;
        return <StatusPill tone="warning">{tellShortfall(one.reasons)}</StatusPill>;
      },
    },
    {
      key: 'act',
      header: t('issuing.column.act'),
      cell: (one) =>
        one.certificateId === null && (
          <Button
            aria-label={t('issuing.oneFor', { name: one.name })}
            disabled={issuedOn === ''}
            onClick={() => setChosen(one)}
          >
            {t('issuing.one')}
          </Button>
        ),
      align: 'end',
      screenOnly: true,
    },
  ];

  return (
    <div className={styles.stack}>
      <ListFilter label={t('issuing.search')} search={search} onSearch={setSearch}>
        <Select
          label={t('show')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(`issuing.filters.${value}`) }))}
        />
      </ListFilter>
      <LongTable
        caption={t('issuing.list')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(one) => one.personId}
        step={STEP}
        more={(count) => t('issuing.more', { count })}
        empty={
          <EmptyState icon="search" title={t('issuing.noneFound')}>
            {t('noneFoundText')}
          </EmptyState>
        }
      />
      {chosen && <IssueOneDialog candidate={chosen} issuedOn={issuedOn} onClose={() => setChosen(null)} />}
    </div>
  );
}

function fits(one: CertificateCandidateDto, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'certified':
      return one.certificateId !== null;
    case 'qualified':
      return one.qualifies && one.certificateId === null;
    case 'not':
      return !one.qualifies && one.certificateId === null;
  }
}
