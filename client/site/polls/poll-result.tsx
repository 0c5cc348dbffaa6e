import { useTranslation } from 'react-i18next';
import { PollResults } from '#client/features/polls/poll-results.tsx';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { StaffPollDto } from '#shared/features/polls.ts';
import styles from './polls-page.module.css';

/** One poll that was asked, with its figures. */
export function PollResult({ poll, onLook }: { poll: StaffPollDto; onLook: () => void }) {
  const { t } = useTranslation('polls');
  const { quiz, kind, state, prompt, results, explanation } = poll;
  return (
    <li className={styles.result}>
      <h3>{prompt}</h3>
      <p className={styles.pills}>
        <StatusPill>{t(quiz ? 'kind.quiz' : `kind.${kind}`)}</StatusPill>
        <StatusPill tone={state === 'open' ? 'accent' : 'neutral'}>{t(`state.${state}`)}</StatusPill>
      </p>
      <PollResults poll={poll} results={results} right={poll.right} />
      {results.right !== null && results.answered > 0 && (
        <p>{t('desk.rightCount', { right: results.right, answered: results.answered })}</p>
      )}
      {explanation && <p className={styles.soft}>{explanation}</p>}
      {quiz && (
        <div>
          <Button icon="people" onClick={onLook}>
            {t('desk.who')}
          </Button>
        </div>
      )}
    </li>
  );
}
