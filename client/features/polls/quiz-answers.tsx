import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Dialog } from '#client/ui/dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import type { PollAnswerLine, StaffPollDto } from '#shared/features/polls.ts';
import styles from './poll-desk.module.css';

/** Who answered a quiz, and what: for staff alone, as they were told to learners. */
export function QuizAnswers({
  poll: { pollId, prompt, options },
  onClose,
}: {
  poll: StaffPollDto;
  onClose: () => void;
}) {
  const { t } = useTranslation('polls');
  const [list, setList] = useState<{ answers: PollAnswerLine[]; more: boolean }>();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    const gone = new AbortController();
    http('GET /api/polls/:pollId/answers', { params: { pollId }, signal: gone.signal })
      .then(setList)
      .catch((thrown: unknown) => {
        if (!gone.signal.aborted) setError(thrown);
      });
    return () => gone.abort();
  }, [pollId]);

  return (
    <Dialog open onClose={onClose} title={t('desk.who')}>
      <p className={styles.prompt}>{prompt}</p>
      <FormError error={error} />
      {!list && !error && <PageLoading />}
      {list?.answers.length === 0 && <p>{t('desk.whoNone')}</p>}
      {list && list.answers.length > 0 && (
        <ul className={styles.list}>
          {list.answers.map(({ personId, name, choices, right }) => (
            <li key={personId} className={styles.who}>
              <Icon name={right ? 'check' : 'close'} label={t(right ? 'desk.whoRight' : 'desk.whoWrong')} />
              <span>
                <strong>{name}</strong>
                <br />
                {choices.map((choice) => options[choice]).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {list?.more && <p className={styles.soft}>{t('desk.whoMore')}</p>}
    </Dialog>
  );
}
