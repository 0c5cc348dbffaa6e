import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FeedbackField } from '#client/features/feedback/feedback-field.tsx';
import type { FeedbackAnswers, FeedbackQuestion } from '#shared/features/feedback.ts';
import styles from './feedback-form-page.module.css';

/** The form as learners get it, by the same components. What is tried out here goes nowhere. */
export function FeedbackPreview({ questions }: { questions: readonly FeedbackQuestion[] }) {
  const { t } = useTranslation('site-feedback');
  const [answers, setAnswers] = useState<FeedbackAnswers>({});
  return (
    <section className={styles.preview} aria-label={t('editor.preview')}>
      <h3 className={styles.previewTitle}>{t('editor.preview')}</h3>
      {questions.map((question, at) => (
        <FeedbackField
          key={`${question.questionId} ${question.kind}`}
          question={{ ...question, label: question.label.trim() || t('editor.question', { number: at + 1 }) }}
          answer={answers[question.questionId]}
          error={undefined}
          onChange={(answer) => setAnswers((last) => ({ ...last, [question.questionId]: answer }))}
        />
      ))}
    </section>
  );
}
