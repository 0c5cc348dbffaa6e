import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Select } from '#client/ui/select.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { CertificateDto, CertificateState, RegisterFilter } from '#shared/features/certificates.ts';
import { ListCount, ListFilter } from '../parts/list-filter.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import { useSeries } from '../series/series-layout.tsx';
import { CertificateActs } from './certificate-acts.tsx';
import styles from './certificates.module.css';
import { registerQuery } from './certificates.queries.ts';

const filters = [
  'all',
  'valid',
  'revoked',
  'replaced',
  'exception',
  'unready',
] as const satisfies RegisterFilter[];
const tones: Record<CertificateState, Tone> = {
  valid: 'success',
  revoked: 'danger',
  replaced: 'warning',
  erased: 'neutral',
};

export function RegisterTable() {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [show, setShow] = useState<RegisterFilter>('all');
  const query = useInfiniteQuery(registerQuery(seriesId, useDeferredValue(search.trim()), show));

  const isAnyPlaced = query.data?.pages.some(({ certificates }) =>
    certificates.some(({ organisation, province }) => organisation || province),
  );

  const columns: Column<CertificateDto>[] = [
    {
      key: 'serial',
      header: t('column.serial'),
      cell: ({ serial }) => <span className={styles.whole}>{serial}</span>,
    },
    {
      key: 'name',
      header: t('column.name'),
      cell: ({ name }) => name ?? t('state.erased'),
      primary: true,
    },
    ...(isAnyPlaced
      ? [
          {
            key: 'place',
            header: t('column.place'),
            cell: ({ organisation, province }: CertificateDto) =>
              [organisation, province].filter(Boolean).join(' – ') || null,
            hideOnPhone: true,
          },
        ]
      : []),
    {
      key: 'issuedOn',
      header: t('column.issuedOn'),
      cell: ({ issuedOn }) => <span className={styles.whole}>{format.date(issuedOn)}</span>,
      align: 'end',
    },
    { key: 'state', header: t('column.state'), cell: (one) => <State one={one} /> },
    {
      key: 'acts',
      header: t('column.file'),
      cell: (one) => <CertificateActs certificate={one} />,
      align: 'end',
      screenOnly: true,
    },
  ];

  return (
    <div className={styles.stack}>
      <ListFilter label={t('search')} search={search} onSearch={setSearch}>
        <Select
          label={t('show')}
          value={show}
          onChange={setShow}
          options={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </ListFilter>
      <LoadedPart query={query}>
        {({ pages }) => (
          <>
            <ListCount>{t('found', { count: pages[0]?.total ?? 0 })}</ListCount>
            <Table
              caption={t('title')}
              captionHidden
              columns={columns}
              rows={pages.flatMap((page) => page.certificates)}
              rowKey={(one) => one.certificateId}
              empty={
                <EmptyState icon="search" title={t('noneFound')}>
                  {t('noneFoundText')}
                </EmptyState>
              }
            />
          </>
        )}
      </LoadedPart>
      {query.hasNextPage && (
        <div>
          <Button icon="down" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function State({ one }: { one: CertificateDto }) {
  const { t } = useTranslation('site-certificates');
  const notes = [
    one.replacedBySerial && t('replacedBy', { serial: one.replacedBySerial }),
    one.replacesSerial && t('replaces', { serial: one.replacesSerial }),
    one.exceptionReason !== null && `${t('exception')}: ${one.exceptionReason}`,
    one.copies.length > 0 && t('copies', { count: one.copies.length }),
    one.revocationReason,
    one.state === 'valid' && one.nameToday && t('nameToday', { name: one.nameToday }),
    one.state === 'valid' && one.file !== 'ready' && t(`file.${one.file}`),
  ].filter(Boolean);
  return (
    <div className={styles.state}>
      <StatusPill tone={tones[one.state]}>{t(`state.${one.state}`)}</StatusPill>
      {notes.length > 0 && <span className={styles.note}>{notes.join(' · ')}</span>}
    </div>
  );
}
