import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#client/ui/icon.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import type { QuestionDto } from '#shared/features/questions.ts';
import { findSimilar, toComparable } from '#shared/question-similarity.ts';
import styles from './similar-questions.module.css';

export interface SimilarQuestionsProps {
  text: string;
  questions: readonly QuestionDto[];
  votedIds: ReadonlySet<string>;
  onVote: (questionId: string) => void;
}

/** More would push the button that sends out of a phone's sight. */
const SHOWN_MAX = 3;

/** While somebody types: what others have asked already, to vote for instead. It never stands in the way of asking. */
export function SimilarQuestions({ text, questions, votedIds, onVote }: SimilarQuestionsProps) {
  const { t } = useTranslation('questions');
  const comparable = useMemo(() => toComparable(questions), [questions]);
  const similar = useMemo(() => findSimilar(text, comparable, SHOWN_MAX), [text, comparable]);

  return (
    <div>
      <VisuallyHidden>
        <span role="status">{similar.length > 0 && t('similarCount', { count: similar.length })}</span>
      </VisuallyHidden>
      {similar.length > 0 && (
        <section className={styles.similar} aria-label={t('similar')}>
          <p className={styles.title} aria-hidden>
            {t('similar')}
          </p>
          <ul>
            {similar.map(({ questionId, body, state, votes }) => (
              <li key={questionId} className={styles.item}>
                <p className={styles.body}>{body}</p>
                {state === 'answered' ? (
                  <StatusPill tone="success">{t('state.answered')}</StatusPill>
                ) : votedIds.has(questionId) ? (
                  <StatusPill tone="accent">{t('voted')}</StatusPill>
                ) : (
                  <button type="button" className={styles.vote} onClick={() => onVote(questionId)}>
                    <Icon name="vote-up" size={18} />
                    <span>
                      {t('vote')} ({votes})
                    </span>
                    <VisuallyHidden>: {body}</VisuallyHidden>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
