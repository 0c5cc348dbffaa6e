import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer, questionTones } from '#client/features/questions/question-item.tsx';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { QuestionRecordDto } from '#shared/features/questions.ts';
import { canMoveQuestion } from '#shared/question-lifecycle.ts';
import { RuledItem } from '../parts/ruled-list.tsx';
import { AnswerRecordDialog } from './answer-record-dialog.tsx';
import styles from './questions.module.css';

export interface QuestionRecordProps {
  question: QuestionRecordDto;
  mayWrite: boolean;
  timeZone: string;
  startedAt: string | null;
}

/** One question with who asked it, how it stands, and the way to its answer. */
export function QuestionRecord({ question, mayWrite, timeZone, startedAt }: QuestionRecordProps) {
  const { t } = useTranslation(['site-questions', 'questions']);
  const f = useFormat(timeZone);
  const [isWriting, setIsWriting] = useState(false);
  const { body, askerName, anonymous, askedAt, votes, state, assigneeName, dueOn, draft, answer } = question;
  const isAnswerable = state === 'answered' || canMoveQuestion(state, 'answered');
  const asker = t('askedBy', { name: askerName });

  return (
    <RuledItem
      title={<span className={styles.body}>{body}</span>}
      notes={[
        anonymous ? `${asker} (${t('withoutName')})` : asker,
        f.dateTime(askedAt),
        t('votes', { count: votes }),
        ...(question.topicTitle === null ? [] : [question.topicTitle]),
        ...(assigneeName === null ? [] : [t('assigned', { name: assigneeName })]),
        ...(dueOn === null ? [] : [t('due', { date: dueOn.split('-').reverse().join('/') })]),
      ]}
      aside={
        <div className={styles.aside}>
          <StatusPill tone={questionTones[state]}>{t(`questions:state.${state}`)}</StatusPill>
          {draft !== null && <StatusPill tone="warning">{t('hasDraft')}</StatusPill>}
          {mayWrite && isAnswerable && (
            <Button icon="edit" onClick={() => setIsWriting(true)}>
              {answer === null ? t('write') : t('rewrite')}
            </Button>
          )}
        </div>
      }
    >
      <Answer question={question} timeZone={timeZone} startedAt={startedAt} />
      {isWriting && <AnswerRecordDialog question={question} onClose={() => setIsWriting(false)} />}
    </RuledItem>
  );
}
