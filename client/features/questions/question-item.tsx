import { useTranslation } from 'react-i18next';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import { SentTime } from '#client/ui/sent-time.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { QuestionDto } from '#shared/features/questions.ts';
import type { QuestionState } from '#shared/question-lifecycle.ts';
import styles from './question-item.module.css';

export const questionTones: Record<QuestionState, Tone> = {
  held: 'warning',
  open: 'neutral',
  answering: 'accent',
  answered: 'success',
  dismissed: 'neutral',
  hidden: 'neutral',
  merged: 'neutral',
};

export interface QuestionItemProps {
  question: QuestionDto;
  isOwn: boolean;
  isVoted: boolean;
  timeZone: string;
  onVote?: ((voted: boolean) => void) | undefined;
}

/** One question as learners see it: the vote at the thumb, the words, then how it stands. */
export function QuestionItem({ question, isOwn, isVoted, timeZone, onVote }: QuestionItemProps) {
  const { t } = useTranslation('questions');
  const { questionId, body, authorName, state, votes, pinned, askedAt, written } = question;
  const isWaiting = state === 'open' || state === 'answering';

  return (
    <li
      className={classNames(styles.item, isOwn && styles.own)}
      data-question={questionId}
      data-state={state}
    >
      <VoteButton votes={votes} isVoted={isVoted} onVote={isWaiting && !isOwn ? onVote : undefined} />
      <div className={styles.texts}>
        <p className={styles.body}>{body}</p>
        <p className={styles.facts}>
          {pinned && (
            <span className={styles.pinned}>
              <Icon name="pin" size={16} />
              {t('pinned')}
            </span>
          )}
          <span>{isOwn ? t('mine') : (authorName ?? t('anonymousAuthor'))}</span>
          <SentTime sentAt={askedAt} written={written} timeZone={timeZone} />
          {state !== 'open' && <StatusPill tone={questionTones[state]}>{t(`state.${state}`)}</StatusPill>}
        </p>
        {isOwn && state !== 'answered' && <p className={styles.note}>{t(`ownState.${state}`)}</p>}
        <Answer question={question} />
      </div>
    </li>
  );
}

export function Answer({ question }: { question: QuestionDto }) {
  const { t } = useTranslation('questions');
  const { state, answer, answeredByName } = question;
  if (state !== 'answered') return null;
  if (answer === null) return <p className={styles.note}>{t('answeredAloud')}</p>;
  return (
    <div className={styles.answer}>
      {answeredByName !== null && (
        <p className={styles.by}>
          <Icon name="answer" size={16} />
          {t('answeredBy', { name: answeredByName })}
        </p>
      )}
      <p className={styles.body}>{answer}</p>
    </div>
  );
}

function VoteButton({
  votes,
  isVoted,
  onVote,
}: {
  votes: number;
  isVoted: boolean;
  onVote: ((voted: boolean) => void) | undefined;
}) {
  const { t } = useTranslation('questions');
  const count = t('votes', { count: votes });
  if (!onVote) {
    return (
      <p className={styles.votes} title={count}>
        <Icon name="vote-up" />
        <span aria-hidden>{votes}</span>
        <span className={styles.hidden}>{count}</span>
      </p>
    );
  }
  return (
    <button
      type="button"
      className={classNames(styles.votes, styles.voteable, isVoted && styles.voted)}
      aria-pressed={isVoted}
      title={isVoted ? t('voted') : t('vote')}
      onClick={() => onVote(!isVoted)}
    >
      <Icon name="vote-up" />
      <span aria-hidden>{votes}</span>
      <span className={styles.hidden}>
        {t('vote')} ({count})
      </span>
    </button>
  );
}
