import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { Section } from '#client/ui/section.tsx';
import type { HallDto } from '#shared/features/halls.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import styles from './hall-page.module.css';
import { useHallReason } from './use-hall-reason.ts';
import { useKeepHall } from './use-my-hall.ts';

/** What was attested so far; what was wrong is withdrawn, never taken away. */
export function HallHistory({ code, hall, timeZone }: { code: string; hall: HallDto; timeZone: string }) {
  const { t } = useTranslation('halls');
  const f = useFormat(timeZone);
  const keep = useKeepHall(code);
  const [withdrawingId, setWithdrawingId] = useState<string | null>(null);
  const reason = useHallReason();
  return (
    <Section title={t('history.title')}>
      {hall.attestations.length === 0 && <p className={styles.soft}>{t('history.none')}</p>}
      <RuledList>
        {hall.attestations.map((attestation) => (
          <RuledItem
            key={attestation.attestationId}
            title={
              <span className={attestation.withdrawal ? styles.withdrawn : undefined}>
                {f.time(attestation.at)}, {t('history.people', { count: attestation.personIds.length })}
              </span>
            }
            notes={[
              attestation.topicTitle ?? t('history.withoutTopic'),
              ...(attestation.confirmedIds.length > 0
                ? [t('history.confirmed', { count: attestation.confirmedIds.length })]
                : []),
              ...(attestation.withdrawal
                ? [t('history.withdrawn', { reason: attestation.withdrawal.reason })]
                : []),
            ]}
            aside={
              !attestation.withdrawal &&
              !hall.refusal && (
                <Button variant="quiet" onClick={() => setWithdrawingId(attestation.attestationId)}>
                  {t('history.withdraw')}
                </Button>
              )
            }
          />
        ))}
      </RuledList>
      {withdrawingId && (
        <DecisionDialog
          title={t('history.withdrawTitle')}
          reason={reason}
          act={t('history.withdraw')}
          danger
          send={async (decision) => {
            keep(
              await http('POST /api/rooms/:code/my-hall/attestations/:attestationId/withdrawal', {
                params: { code, attestationId: withdrawingId },
                body: { reason: decision.reason },
              }),
            );
          }}
          onClose={() => setWithdrawingId(null)}
        >
          <p>{t('history.withdrawText')}</p>
        </DecisionDialog>
      )}
    </Section>
  );
}
