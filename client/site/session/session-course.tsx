import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import { legalMoves, type SessionMove, type SessionState, sessionStates } from '#shared/session-lifecycle.ts';
import { keepSession } from '../data/keep.ts';
import { mayChange } from '../parts/may-change.ts';
import styles from './session-course.module.css';

type ConfirmedMove = Extract<SessionMove, 'close_lobby' | 'end' | 'archive'>;

/** Those that send people out or close something; the others are done at one click and can be taken back. */
const confirmed: readonly SessionMove[] = ['close_lobby', 'end', 'archive'] satisfies ConfirmedMove[];

/** How far the session is, and the next step of its life. */
export function SessionCourse({ session, series }: { session: SessionDto; series: SeriesDto }) {
  const { t } = useTranslation('site-sessions');
  const client = useQueryClient();
  const format = useFormat(session.timeZone);
  const [asking, setAsking] = useState<ConfirmedMove | null>(null);
  const { sessionId, state } = session;

  const move = useMutation({
    mutationFn: (step: SessionMove) =>
      http('POST /api/sessions/:sessionId/move', { params: { sessionId }, body: { move: step } }),
    onSuccess: (saved, step) => {
      keepSession(client, saved);
      showToast({ text: t(`moved.${step}`), tone: 'success' });
    },
  });

  function begin(step: SessionMove) {
    if (isConfirmed(step)) setAsking(step);
    else move.mutate(step);
  }

  const at: Partial<Record<SessionState, string | null>> = {
    lobby: session.lobbyOpenedAt,
    live: session.startedAt,
    ended: session.endedAt,
  };
  const moves = mayChange(series, 'session.run') ? legalMoves(state) : [];
  const reached = sessionStates.indexOf(state);
  return (
    <Section title={t('course.title')}>
      <ol className={styles.steps}>
        {sessionStates
          .filter((step) => step !== 'archived' || state === 'archived')
          .map((step) => {
            const order = sessionStates.indexOf(step);
            const time = at[step];
            return (
              <li
                key={step}
                aria-current={step === state ? 'step' : undefined}
                className={classNames(
                  styles.step,
                  order < reached && styles.past,
                  step === state && styles.now,
                )}
              >
                <span className={styles.mark}>{order < reached && <Icon name="check" size={16} />}</span>
                <span>{t(`course.${step}`)}</span>
                {order <= reached && time && <span className={styles.time}>{format.dateTime(time)}</span>}
                {step === 'live' && order > reached && (
                  <span className={styles.time}>
                    {t('course.planned', { time: format.dateTime(session.plannedStartsAt) })}
                  </span>
                )}
              </li>
            );
          })}
      </ol>
      <FormError error={move.error} />
      {moves.length > 0 && (
        <ul className={styles.moves}>
          {moves.map((step) => (
            <li key={step} className={styles.move}>
              <Button
                variant={step === 'open_lobby' || step === 'start' ? 'primary' : 'secondary'}
                pending={move.isPending && move.variables === step}
                onClick={() => begin(step)}
              >
                {t(`moves.${step}`)}
              </Button>
              <span className={styles.hint}>{t(`moveHints.${step}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {asking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(null)}
          title={t(`confirm.${asking}`)}
          confirmLabel={t(`moves.${asking}`)}
          danger={asking !== 'archive'}
          onConfirm={async () => {
            await move.mutateAsync(asking);
          }}
        >
          {t(`moveHints.${asking}`)}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function isConfirmed(step: SessionMove): step is ConfirmedMove {
  return confirmed.includes(step);
}
