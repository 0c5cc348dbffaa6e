import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import type { ViewerCodesDto } from '#shared/features/viewer-codes.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import { isOver, isRoomOpen } from '#shared/session-lifecycle.ts';
import { viewerAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './beyond.module.css';
import { FOLLOW_MS, viewerCodesQuery } from './beyond-queries.ts';

type Code = ViewerCodesDto['codes'][number];
type Viewer = ViewerCodesDto['viewers'][number];

export function ViewerCodesSection() {
  const { t } = useTranslation('viewer-codes');
  const { session } = useSession();
  const query = useQuery({
    ...viewerCodesQuery(session.sessionId),
    refetchInterval: isRoomOpen(session.state) ? FOLLOW_MS : false,
  });
  return (
    <Section title={t('staff.title')} lead={t('staff.lead')}>
      <LoadedPart query={query}>{(codes) => <ViewerCodes codes={codes} />}</LoadedPart>
    </Section>
  );
}

function ViewerCodes({ codes }: { codes: ViewerCodesDto }) {
  const { t } = useTranslation('viewer-codes');
  const { session, series } = useSession();
  const { sessionId } = session;
  const client = useQueryClient();
  const f = useFormat(session.timeZone);
  const attempt = useRef(newId());
  const keep = (changed: ViewerCodesDto) =>
    client.setQueryData(viewerCodesQuery(sessionId).queryKey, changed);
  const turn = useMutation({
    mutationFn: (random: boolean) =>
      http('PUT /api/sessions/:sessionId/viewer-codes/random', { params: { sessionId }, body: { random } }),
    onSuccess: keep,
  });
  const show = useMutation({
    mutationFn: () =>
      http('POST /api/sessions/:sessionId/viewer-codes', {
        params: { sessionId },
        body: { clientId: attempt.current },
      }),
    onSuccess: (changed) => {
      attempt.current = newId();
      keep(changed);
    },
  });
  const mayManage = mayChange(series, 'viewer_code.manage') && !isOver(session.state);

  const codeColumns: Column<Code>[] = [
    {
      key: 'letters',
      header: t('staff.code'),
      cell: ({ letters }) => <span className={styles.letters}>{letters}</span>,
      primary: true,
    },
    { key: 'at', header: t('staff.at'), cell: ({ shownAt }) => f.time(shownAt) },
    { key: 'topic', header: t('staff.topic'), cell: ({ topicTitle }) => topicTitle },
    { key: 'by', header: t('staff.by'), cell: ({ byName }) => byName ?? t('staff.chance') },
    { key: 'entries', header: t('staff.entries'), align: 'end', cell: ({ entries }) => f.number(entries) },
  ];
  const viewerColumns: Column<Viewer>[] = [
    { key: 'name', header: t('staff.name'), cell: ({ name }) => name, primary: true },
    { key: 'phone', header: t('staff.phone'), cell: ({ phone }) => phone && toFamiliar(phone) },
    {
      key: 'codes',
      header: t('staff.codes'),
      cell: ({ topics }) => (
        <ul>
          {topics.map(({ topicTitle, shown, entered }) => (
            <li key={topicTitle}>{t('staff.count', { topic: topicTitle, shown, entered })}</li>
          ))}
        </ul>
      ),
    },
  ];

  return (
    <div className={styles.stack}>
      {codes.open && (
        <Banner tone="success">
          {t('staff.openNow', { letters: codes.open.letters, time: f.time(codes.open.closesAt) })}
        </Banner>
      )}
      {mayManage && (
        <>
          <Switch
            label={t('staff.random')}
            hint={t('staff.randomHint')}
            checked={codes.random}
            onChange={(random) => turn.mutate(random)}
          />
          {session.state === 'live' && !codes.open && (
            <div>
              <Button icon="plus" pending={show.isPending} onClick={() => show.mutate()}>
                {t('staff.show')}
              </Button>
            </div>
          )}
          <FormError error={turn.error ?? show.error} />
        </>
      )}
      <CopyField label={t('staff.address')} value={`${location.origin}${viewerAddress(session.code)}`} />
      {codes.codes.length === 0 ? (
        <p className={styles.soft}>{t('staff.none')}</p>
      ) : (
        <>
          <Table
            caption={t('staff.title')}
            captionHidden
            columns={codeColumns}
            rows={codes.codes}
            rowKey={({ codeId }) => codeId}
          />
          <Table
            caption={t('staff.viewers')}
            columns={viewerColumns}
            rows={codes.viewers}
            rowKey={({ personId }) => personId}
            empty={<p className={styles.soft}>{t('staff.noViewers')}</p>}
          />
        </>
      )}
    </div>
  );
}
