import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { FieldRow } from '#client/ui/form.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Column } from '#client/ui/table.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { CertificateCandidateDto } from '#shared/features/certificate-issuing.ts';
import { compareByGivenName, foldForSearch } from '#shared/names.ts';
import styles from './certificates.module.css';
import { IssueOneDialog } from './issue-one-dialog.tsx';

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
  const reason = (name: string) =>
    name === 'topics' || name === 'test' || name === 'test_missing' ? t(`issuing.reasons.${name}`) : name;

  const columns: Column<CertificateCandidateDto>[] = [
    {
      key: 'name',
      header: t('issuing.column.name'),
      cell: (one) => one.name,
      sortValue: (one) => one.name,
      compare: compareByGivenName,
      primary: true,
    },
    {
      key: 'place',
      header: t('issuing.column.place'),
      cell: (one) => [one.organisation, one.province].filter(Boolean).join(' – ') || null,
      hideOnPhone: true,
    },
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
        return <StatusPill tone="warning">{one.reasons.map(reason).join(' · ')}</StatusPill>;
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
    },
  ];

  return (
    <div className={styles.stack}>
      <FieldRow>
        <TextField
          label={t('issuing.search')}
          type="search"
          prefix="search"
          value={search}
          onChange={setSearch}
        />
        <Select
          label={t('show')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(`issuing.filters.${value}`) }))}
        />
      </FieldRow>
      <LongTable
        caption={t('issuing.list')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(one) => one.personId}
        step={STEP}
        more={(count) => t('issuing.more', { count })}
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
