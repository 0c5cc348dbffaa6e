import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Dialog } from '#client/ui/dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import type { CheckPersonDto, StaffCheckDto } from '#shared/features/presence-checks.ts';
import styles from './check-desk.module.css';

/** Who has not answered a check, and whether it reached them at all. */
export function CheckPeople({
  check: { checkId, shownAt, counts },
  sessionId,
  timeZone,
  onClose,
}: {
  check: StaffCheckDto;
  sessionId: string;
  timeZone: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('checks');
  const format = useFormat(timeZone);
  const [list, setList] = useState<{ people: CheckPersonDto[]; more: boolean }>();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    const gone = new AbortController();
    http('GET /api/sessions/:sessionId/checks/:checkId/people', {
      params: { sessionId, checkId },
      query: { answered: 'false' },
      signal: gone.signal,
    })
      .then(setList)
      .catch((thrown: unknown) => {
        if (!gone.signal.aborted) setError(thrown);
      });
    return () => gone.abort();
  }, [sessionId, checkId]);

  return (
    <Dialog open onClose={onClose} title={t('desk.unansweredOf', { time: format.time(shownAt) })}>
      <p className={styles.soft}>{t('desk.answered', counts)}</p>
      <FormError error={error} />
      {!list && !error && <PageLoading />}
      {list?.people.length === 0 && <p>{t('desk.everybody')}</p>}
      {list && list.people.length > 0 && (
        <ul className={styles.list}>
          {list.people.map(({ personId, name, outcome }) => (
            <li key={personId} className={styles.person}>
              <strong>{name}</strong>
              <span className={styles.soft}>{t(`desk.outcome.${outcome}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {list?.more && <p className={styles.soft}>{t('desk.more')}</p>}
    </Dialog>
  );
}
