import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { AppError } from '#shared/errors.ts';
import type { OwnQuestionDto, QuestionDto } from '#shared/features/questions.ts';
import { arrangeQuestions } from './arrange-questions.ts';
import type { AskQuestionDialogProps, Draft } from './ask-question-dialog.tsx';
import { loadAskQuestionDialog } from './load-ask-question-dialog.ts';
import { type PendingAsk, PendingQuestion } from './pending-question.tsx';
import { QuestionItem } from './question-item.tsx';
import styles from './question-panel.module.css';
import type { QuestionsState } from './questions.store.ts';

export interface QuestionPanelProps {
  questions: ReadOnlyStore<QuestionsState>;
  /** One's own questions on their way to the server. */
  pending: readonly PendingAsk[];
  timeZone: string;
  startedAt: string | null;
  isHolding: boolean;
  /** Staff have locked asking for the time being. */
  isLocked: boolean;
  isOnline: boolean;
  onAsk: (draft: Draft) => void;
  onVote: (questionId: string, voted: boolean) => void;
  onDiscard: (writeId: string) => void;
}

/** It lies over the stage: long enough to be read once. */
const SENT_SHOWN_MS = 3_000;

const nothing: Draft = { body: '', anonymous: false };

/** A learner's questions: what waits, what was answered, and the one act, to ask. */
export function QuestionPanel(props: QuestionPanelProps) {
  const { questions, pending, timeZone, startedAt, isHolding, isLocked, isOnline, onAsk, onVote, onDiscard } =
    props;
  const { t } = useTranslation('questions');
  const { shared, own, votedIds } = useStore(questions);
  const [draft, setDraft] = useState(nothing);
  const [isAsking, setIsAsking] = useState(false);
  const { waiting, answered, followedIds } = useMemo(() => split(shared, own), [shared, own]);
  const isOwn = ({ questionId }: QuestionDto) => own.has(questionId) || followedIds.has(questionId);
  const isEmpty = waiting.length + answered.length + pending.length === 0;

  function ask(asked: Draft) {
    onAsk(asked);
    setDraft({ ...nothing, anonymous: asked.anonymous });
    if (isOnline)
      showToast({ text: isHolding ? t('sentHeld') : t('sent'), tone: 'success', durationMs: SENT_SHOWN_MS });
  }

  function edit(write: PendingAsk) {
    onDiscard(write.id);
    setDraft({ body: write.input.body, anonymous: write.input.anonymous });
    setIsAsking(true);
  }

  const draw = (question: QuestionDto) => (
    <QuestionItem
      key={question.questionId}
      question={question}
      isOwn={isOwn(question)}
      isVoted={votedIds.has(question.questionId)}
      timeZone={timeZone}
      startedAt={startedAt}
      onVote={(voted) => onVote(question.questionId, voted)}
    />
  );

  return (
    <div className={styles.panel}>
      <div className={styles.questions}>
        {isEmpty && (
          <div className={styles.none}>
            <p className={styles.noneTitle}>{t('none')}</p>
            <p>{t('noneText')}</p>
          </div>
        )}
        <ul className={styles.list} aria-label={t('list')}>
          {pending.map((write) => (
            <PendingQuestion
              key={write.id}
              write={write}
              onDiscard={() => onDiscard(write.id)}
              onEdit={() => edit(write)}
            />
          ))}
          {waiting.map(draw)}
        </ul>
        {answered.length > 0 && (
          <section className={styles.answered}>
            <h2 className={styles.heading}>{t('answeredCount', { number: answered.length })}</h2>
            <ul className={styles.list}>{answered.map(draw)}</ul>
          </section>
        )}
      </div>
      <div className={styles.ask}>
        {isLocked && (
          <p className={styles.locked} role="status">
            <Icon name="lock" size={16} /> {t('locked')}
          </p>
        )}
        <Button variant="primary" wide icon="question" disabled={isLocked} onClick={() => setIsAsking(true)}>
          {t('ask')}
        </Button>
      </div>
      {isAsking && (
        <AskDialog
          draft={draft}
          onDraft={setDraft}
          onAsk={ask}
          onClose={() => setIsAsking(false)}
          others={[...waiting, ...answered].filter((question) => !isOwn(question))}
          votedIds={votedIds}
          onVote={(questionId) => {
            onVote(questionId, true);
            setDraft(nothing);
          }}
        />
      )}
    </div>
  );
}

/** There by the time it is wanted, most likely; where it cannot be fetched, the person is told to try again. */
function AskDialog(props: AskQuestionDialogProps) {
  const errorText = useErrorText();
  const chunk = useChunk(loadAskQuestionDialog);
  const hasFailed = chunk.state === 'failed';
  const { onClose } = props;
  useEffect(() => {
    if (!hasFailed) return;
    showToast({ text: errorText(new AppError('offline')), tone: 'danger' });
    onClose();
  }, [hasFailed, errorText, onClose]);
  return chunk.state === 'ready' ? <chunk.module.AskQuestionDialog {...props} /> : null;
}

/** One's own questions are there in every state; of the others, what everybody sees. */
function split(shared: QuestionsState['shared'], own: QuestionsState['own']) {
  const all = new Map<string, QuestionDto | OwnQuestionDto>([...shared, ...own]);
  const arranged = arrangeQuestions(all.values());
  const isAnswered = (question: QuestionDto | OwnQuestionDto) =>
    question.state === 'answered' || ('mergedInto' in question && question.mergedInto?.state === 'answered');
  return {
    waiting: arranged.filter((question) => !isAnswered(question)),
    answered: arranged.filter(isAnswered),
    /** What one's own were merged into is one's own as well. */
    followedIds: new Set([...own.values()].flatMap(({ mergedInto }) => mergedInto?.questionId ?? [])),
  };
}
