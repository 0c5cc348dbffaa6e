import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { type Column, Table } from '#client/ui/table.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { HallDto, HallPersonDto } from '#shared/features/halls.ts';
import { compareByGivenName } from '#shared/names.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { useHallReason } from '../halls/use-hall-reason.ts';
import { hallAddress } from '../parts/addresses.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import { useSession } from '../session/session-layout.tsx';
import styles from './beyond.module.css';
import { FOLLOW_MS, hallsQuery } from './beyond-queries.ts';

export function HallsSection() {
  const { t } = useTranslation('halls');
  const { session } = useSession();
  const query = useQuery({
    ...hallsQuery(session.sessionId),
    refetchInterval: isRoomOpen(session.state) ? FOLLOW_MS : false,
  });
  const address = hallAddress(session.code);
  return (
    <Section
      title={t('staff.title')}
      lead={t('staff.lead')}
      actions={
        session.state !== 'ended' &&
        session.state !== 'archived' && <ButtonLink href={address}>{t('staff.register')}</ButtonLink>
      }
    >
      <LoadedPart query={query}>
        {({ halls }) =>
          halls.length === 0 ? (
            <EmptyState icon="people" title={t('staff.none')}>
              {t('staff.noneText')}
            </EmptyState>
          ) : (
            <>
              <ConfirmAll halls={halls} />
              <RuledList>
                {halls.map((hall) => (
                  <HallLine key={hall.hallId} hall={hall} />
                ))}
              </RuledList>
            </>
          )
        }
      </LoadedPart>
      <CopyField label={t('staff.address')} value={`${location.origin}${address}`} />
    </Section>
  );
}

const isWaiting = ({ confirmation, refusal }: HallDto) => confirmation === null && refusal === null;

/** What is kept is what came back: the list of all halls as they stand now. */
function useConfirmHalls() {
  const { t } = useTranslation('halls');
  const { session } = useSession();
  const { sessionId } = session;
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hallIds: string[]) =>
      http('POST /api/sessions/:sessionId/halls/confirmations', { params: { sessionId }, body: { hallIds } }),
    onSuccess: (answer, hallIds) => {
      client.setQueryData(hallsQuery(sessionId).queryKey, answer);
      showToast({ text: t('staff.confirmedDone', { count: hallIds.length }), tone: 'success' });
    },
  });
}

/** On the morning of a session dozens of communes register within minutes. */
function ConfirmAll({ halls }: { halls: readonly HallDto[] }) {
  const { t } = useTranslation('halls');
  const { series } = useSession();
  const confirm = useConfirmHalls();
  const waiting = halls.filter(isWaiting);
  if (waiting.length === 0) return null;
  return (
    <div className={styles.waiting}>
      <p>{t('staff.waiting', { count: waiting.length })}</p>
      {waiting.length > 1 && mayChange(series, 'hall.manage') && (
        <Button
          icon="check"
          pending={confirm.isPending}
          onClick={() => confirm.mutate(waiting.map(({ hallId }) => hallId))}
        >
          {t('staff.confirmAll', { count: waiting.length })}
        </Button>
      )}
      <FormError error={confirm.error} />
    </div>
  );
}

function HallState({ hall }: { hall: HallDto }) {
  const { t } = useTranslation('halls');
  if (hall.refusal) return <StatusPill tone="danger">{t('staff.state.refused')}</StatusPill>;
  if (hall.confirmation) return <StatusPill tone="success">{t('staff.state.confirmed')}</StatusPill>;
  return <StatusPill tone="warning">{t('staff.state.waiting')}</StatusPill>;
}

function HallLine({ hall }: { hall: HallDto }) {
  const { t } = useTranslation('halls');
  const { session, series } = useSession();
  const { sessionId } = session;
  const client = useQueryClient();
  const format = useFormat(session.timeZone);
  const [isOpen, setIsOpen] = useState(false);
  const [isRefusing, setIsRefusing] = useState(false);
  const confirm = useConfirmHalls();
  const reason = useHallReason();
  const held = hall.attestations.filter(({ withdrawal }) => withdrawal === null);
  const roster = addressOf('/files/sessions/:sessionId/halls/:hallId/roster.pdf', {
    params: { sessionId, hallId: hall.hallId },
    query: { language: format.language },
  });
  return (
    <RuledItem
      title={`${hall.name}, ${hall.place}`}
      notes={[
        t('staff.attester', { name: hall.attester.name }),
        t('staff.people', { count: hall.people.length }),
        t('staff.attested', { count: held.length }),
        t('staff.sheets', { count: hall.sheets.length }),
      ]}
    >
      <div className={styles.stack}>
        <div>
          <HallState hall={hall} />
        </div>
        {hall.refusal && (
          <p className={styles.refused}>
            {t('staff.refused', { by: hall.refusal.byName, reason: hall.refusal.reason })}
          </p>
        )}
        <div className={styles.acts}>
          {isWaiting(hall) && mayChange(series, 'hall.manage') && (
            <Button
              variant="primary"
              icon="check"
              pending={confirm.isPending}
              onClick={() => confirm.mutate([hall.hallId])}
            >
              {t('staff.confirm')}
            </Button>
          )}
          <Button icon={isOpen ? 'up' : 'down'} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'staff.hide' : 'staff.show')}
          </Button>
          <ButtonLink variant="quiet" icon="download" href={roster} data-reload="">
            {t('sheets.print')}
          </ButtonLink>
          {!hall.refusal && mayChange(series, 'hall.manage') && (
            <Button variant="quiet" onClick={() => setIsRefusing(true)}>
              {t('staff.refuse')}
            </Button>
          )}
        </div>
        <FormError error={confirm.error} />
        {isOpen && <HallDetails hall={hall} />}
        {isRefusing && (
          <DecisionDialog
            title={t('staff.refuseTitle', { name: hall.name })}
            reason={reason}
            act={t('staff.refuse')}
            danger
            done={t('staff.refusedDone')}
            send={async (decision) => {
              await http('POST /api/sessions/:sessionId/halls/:hallId/refusal', {
                params: { sessionId, hallId: hall.hallId },
                body: { reason: decision.reason },
              });
              await client.invalidateQueries({ queryKey: hallsQuery(sessionId).queryKey });
            }}
            onClose={() => setIsRefusing(false)}
          >
            <p>{t('staff.refuseText')}</p>
          </DecisionDialog>
        )}
      </div>
    </RuledItem>
  );
}

function HallDetails({ hall }: { hall: HallDto }) {
  const { t } = useTranslation('halls');
  const { session } = useSession();
  const f = useFormat(session.timeZone);
  const held = hall.attestations.filter(({ withdrawal }) => withdrawal === null);
  const timesOf = (personId: string) => held.filter(({ personIds }) => personIds.includes(personId)).length;
  const columns: Column<HallPersonDto>[] = [
    {
      key: 'name',
      header: t('staff.person'),
      cell: ({ name }) => name,
      primary: true,
      sortValue: ({ name }) => name,
      compare: compareByGivenName,
    },
    { key: 'organisation', header: t('staff.organisation'), cell: ({ organisation }) => organisation },
    {
      key: 'times',
      header: t('staff.times'),
      align: 'end',
      cell: ({ personId }) => f.number(timesOf(personId)),
      sortValue: ({ personId }) => timesOf(personId),
    },
  ];
  return (
    <div className={styles.stack}>
      <Table
        caption={hall.name}
        captionHidden
        columns={columns}
        rows={hall.people}
        rowKey={({ personId }) => personId}
      />
      <ul>
        {hall.attestations.map((attestation) => (
          <li key={attestation.attestationId}>
            {f.dateTime(attestation.at)} · {t('history.people', { count: attestation.personIds.length })} ·{' '}
            {t('history.by', { name: attestation.byName })}
            <span className={styles.soft}>
              {' '}
              {attestation.topicTitle ?? t('history.withoutTopic')}
              {attestation.withdrawal &&
                ` · ${t('history.withdrawn', { reason: attestation.withdrawal.reason })}`}
            </span>
          </li>
        ))}
      </ul>
      {hall.sheets.length > 0 && (
        <ul className={styles.acts}>
          {hall.sheets.map(({ sheetId, fileName }) => (
            <li key={sheetId}>
              <ButtonLink
                icon="file"
                data-reload=""
                href={addressOf('/files/sessions/:sessionId/hall-sheets/:sheetId', {
                  params: { sessionId: session.sessionId, sheetId },
                })}
              >
                {fileName}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
