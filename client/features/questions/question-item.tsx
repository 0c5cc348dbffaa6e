import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import { SentTime } from '#client/ui/sent-time.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { OwnQuestionDto, QuestionDto } from '#shared/features/questions.ts';
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
  question: QuestionDto | OwnQuestionDto;
  isOwn: boolean;
  isVoted: boolean;
  timeZone: string;
  /** When the session began: marks on its timeline are counted from here. */
  startedAt: string | null;
  /** Its answer has not been seen before. */
  isNews?: boolean;
  /** What its asker reads where nobody has answered it and the class is over. */
  openNote?: string;
  onVote?: ((voted: boolean) => void) | undefined;
}

/** One question as learners see it: the vote at the thumb, the words, then how it stands. */
export function QuestionItem(props: QuestionItemProps) {
  const { question, isOwn, isVoted, timeZone, startedAt, isNews = false, openNote, onVote } = props;
  const { t } = useTranslation('questions');
  const { questionId, body, authorName, state, votes, pinned, askedAt, written } = question;
  const bodyId = `q-${questionId}`;
  const isWaiting = state === 'open' || state === 'answering';
  const into = 'mergedInto' in question ? question.mergedInto : null;

  return (
    <li
      className={classNames(styles.item, isOwn && styles.own)}
      data-question={questionId}
      data-state={state}
    >
      <VoteButton
        votes={votes}
        isVoted={isVoted}
        ofId={bodyId}
        onVote={isWaiting && !isOwn ? onVote : undefined}
      />
      <div className={styles.texts}>
        <p id={bodyId} className={styles.body}>
          {body}
        </p>
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
          {isNews && <StatusPill tone="accent">{t('new')}</StatusPill>}
        </p>
        {isOwn && state !== 'answered' && (
          <p className={styles.note}>
            {into
              ? t('mergedInto', { body: into.body })
              : (state === 'open' && openNote) || t(`ownState.${state}`)}
          </p>
        )}
        <Answer question={into ?? question} timeZone={timeZone} startedAt={startedAt} />
      </div>
    </li>
  );
}

export interface AnswerProps {
  question: Pick<QuestionDto, 'state' | 'answer' | 'answeredByName' | 'answerings'>;
  timeZone: string;
  startedAt: string | null;
}

/** What was said or written: the mark on the timeline for the one, the words for the other. */
export function Answer({ question, timeZone, startedAt }: AnswerProps) {
  const { t } = useTranslation('questions');
  const f = useFormat(timeZone);
  const { state, answer, answeredByName, answerings } = question;
  if (state !== 'answered') return null;
  const aloud = answerings.at(-1);
  const time = aloud && f.time(aloud.startedAt);
  const minute = aloud && minuteOf(aloud.startedAt, startedAt);

  return (
    <>
      {(aloud || answer === null) && (
        <p className={styles.note}>
          {time === undefined
            ? t('answeredAloud')
            : minute === undefined
              ? t('answeredAt', { time })
              : t('answeredAtMinute', { time, minute })}
        </p>
      )}
      {answer !== null && (
        <div className={styles.answer}>
          {answeredByName !== null && (
            <p className={styles.by}>
              <Icon name="answer" size={16} />
              {t('answeredBy', { name: answeredByName })}
            </p>
          )}
          <p className={styles.body}>{answer}</p>
        </div>
      )}
    </>
  );
}

/** Whole minutes since the session began, as a recording counts them. */
function minuteOf(at: string, startedAt: string | null): number | undefined {
  const sinceMs = startedAt === null ? -1 : Date.parse(at) - Date.parse(startedAt);
  return sinceMs < 0 ? undefined : Math.floor(sinceMs / 60_000);
}

function VoteButton({
  votes,
  isVoted,
  ofId,
  onVote,
}: {
  votes: number;
  isVoted: boolean;
  /** Where the question stands that it is for. */
  ofId: string;
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
      aria-describedby={ofId}
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
