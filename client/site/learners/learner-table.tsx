import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { LongTable } from '#client/ui/long-table.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import type { Column } from '#client/ui/table.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { groupName } from '#shared/participant-groups.ts';
import { provinceName } from '#shared/provinces.ts';
import { can } from '#shared/roles.ts';
import { enrolmentsQuery } from '../data/queries.ts';
import { publicLink } from '../parts/addresses.ts';
import { mayChange } from '../parts/may-change.ts';
import { useCopy } from '../parts/use-copy.ts';
import { useSeries } from '../series/series-layout.tsx';
import { Contact } from './contact.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { keepLearners } from './keep-learners.ts';
import { LearnerDetailsDialog } from './learner-details-dialog.tsx';
import styles from './learner-table.module.css';
import { RenameDialog } from './rename-dialog.tsx';

/** A series may have thousands: so many rows at a time keep an old phone quick, and searching is how one finds. */
const STEP = 100;

export interface LearnerTableProps {
  learners: readonly EnrolmentDto[];
  /** Of the session whose address the personal links carry. */
  code: string | undefined;
}

export function LearnerTable({ learners, code }: LearnerTableProps) {
  const { t, i18n } = useTranslation('site-learners');
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const series = useSeries();
  const { seriesId, timeZone } = series;
  const client = useQueryClient();
  const format = useFormat(timeZone);
  const copy = useCopy();
  const [open, setOpen] = useState<{
    act: 'edit' | 'rename' | 'renew' | 'remove' | 'erase';
    learner: EnrolmentDto;
  } | null>(null);
  const mayEdit = mayChange(series, 'enrolment.change');
  // What the law asks for does not wait for a series to be taken out of the archive.
  const mayErase = can(series.role, 'staff.change');

  async function copyLink({ name, linkToken }: EnrolmentDto, done: string = t('linkCopied', { name })) {
    if (code) await copy(publicLink(code, linkToken), done);
  }

  async function renew(learner: EnrolmentDto) {
    const { enrolmentId, name } = learner;
    const renewed = await http('POST /api/series/:seriesId/enrolments/:enrolmentId/renew-link', {
      params: { seriesId, enrolmentId },
      body: {},
    });
    await client.invalidateQueries(enrolmentsQuery(seriesId));
    await copyLink(renewed, t('renewed', { name }));
  }

  async function remove({ enrolmentId, name }: EnrolmentDto) {
    await http('DELETE /api/series/:seriesId/enrolments/:enrolmentId', { params: { seriesId, enrolmentId } });
    await keepLearners(client, seriesId);
    showToast({ text: t('removed', { name }), tone: 'success' });
  }

  function actsOf(learner: EnrolmentDto) {
    const items: MenuItem[] = [
      { label: t('edit'), icon: 'edit', onSelect: () => setOpen({ act: 'edit', learner }) },
      { label: t('rename.act'), icon: 'edit', onSelect: () => setOpen({ act: 'rename', learner }) },
      { label: t('renew'), icon: 'refresh', onSelect: () => setOpen({ act: 'renew', learner }) },
      {
        label: t('remove'),
        icon: 'trash',
        danger: true,
        onSelect: () => setOpen({ act: 'remove', learner }),
      },
      ...(mayErase
        ? ([
            {
              label: t('erase.act'),
              icon: 'trash',
              danger: true,
              onSelect: () => setOpen({ act: 'erase', learner }),
            },
          ] satisfies MenuItem[])
        : []),
    ];
    return (
      <div className={styles.acts}>
        {code && (
          <IconButton
            icon="copy"
            label={t('copyLinkOf', { name: learner.name })}
            onClick={() => void copyLink(learner)}
          />
        )}
        {mayEdit && (
          <Menu label={t('acts', { name: learner.name })} showLabel={false} variant="quiet" items={items} />
        )}
      </div>
    );
  }

  function placeOf({ province, participantGroup }: EnrolmentDto) {
    if (!province && !participantGroup) return null;
    return (
      <div className={styles.contact}>
        {province && <span>{provinceName(province)}</span>}
        {participantGroup && <span className={styles.soft}>{groupName(participantGroup, language)}</span>}
      </div>
    );
  }

  const columns: Column<EnrolmentDto>[] = [
    {
      key: 'name',
      header: t('column.name'),
      cell: ({ name }) => <span className={styles.name}>{name}</span>,
      primary: true,
    },
    { key: 'contact', header: t('column.contact'), cell: (learner) => <Contact {...learner} /> },
    { key: 'organisation', header: t('column.organisation'), cell: workOf },
    { key: 'province', header: t('column.province'), cell: placeOf },
    {
      key: 'since',
      header: t('column.since'),
      cell: ({ createdAt }) => <span className={styles.date}>{format.date(createdAt)}</span>,
      hideOnPhone: true,
    },
    { key: 'acts', header: t('column.acts'), cell: actsOf, align: 'end', screenOnly: true },
  ];

  return (
    <>
      <LongTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={learners}
        rowKey={(learner) => learner.enrolmentId}
        step={STEP}
        more={(count) => t('showMore', { count })}
      />
      {open?.act === 'edit' && (
        <LearnerDetailsDialog seriesId={seriesId} learner={open.learner} onClose={() => setOpen(null)} />
      )}
      {open?.act === 'rename' && (
        <RenameDialog seriesId={seriesId} learner={open.learner} onClose={() => setOpen(null)} />
      )}
      {open?.act === 'erase' && (
        <EraseDialog
          seriesId={seriesId}
          enrolmentId={open.learner.enrolmentId}
          name={open.learner.name}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.act === 'renew' && (
        <ConfirmDialog
          open
          onClose={() => setOpen(null)}
          title={t('renewTitle', { name: open.learner.name })}
          confirmLabel={t('renew')}
          onConfirm={() => renew(open.learner)}
        >
          {t('renewText')}
        </ConfirmDialog>
      )}
      {open?.act === 'remove' && (
        <ConfirmDialog
          open
          onClose={() => setOpen(null)}
          title={t('removeTitle', { name: open.learner.name })}
          confirmLabel={t('remove')}
          danger
          onConfirm={() => remove(open.learner)}
        >
          {t('removeText', { name: open.learner.name })}
        </ConfirmDialog>
      )}
    </>
  );
}

function workOf({ organisation, position }: EnrolmentDto) {
  if (!organisation && !position) return null;
  return (
    <div className={styles.contact}>
      {organisation && <span>{organisation}</span>}
      {position && <span className={styles.soft}>{position}</span>}
    </div>
  );
}
