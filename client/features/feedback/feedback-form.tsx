import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Skeleton } from '#client/ui/loading.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { FeedbackAnswers, FeedbackFormDto } from '#shared/features/feedback.ts';
import { findUnanswered, gatherAnswers } from './feedback-answers.ts';
import { FeedbackField } from './feedback-field.tsx';

addAroundWords();

export interface FeedbackFormProps {
  code: string;
  /** `waiting`: sent, but the server has not answered yet. */
  sending: 'none' | 'waiting' | 'failed';
  error?: unknown;
  onSend: (answers: FeedbackAnswers) => void;
}

/** A learner's feedback for one session; what was sent before stands in it and can be changed. */
export function FeedbackForm({ code, sending, error, onSend }: FeedbackFormProps) {
  const { t } = useTranslation(['room-around', 'common']);
  const [form, setForm] = useState<FeedbackFormDto>();
  const [failure, setFailure] = useState<{ attempt: number; thrown: unknown }>();
  const [answers, setAnswers] = useState<FeedbackAnswers>({});
  const [isChecked, setIsChecked] = useState(false);
  const [isChanging, setIsChanging] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const thanks = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const caller = new AbortController();
    http('GET /api/rooms/:code/feedback', { params: { code }, signal: caller.signal }).then(
      (loaded) => {
        setForm(loaded);
        setAnswers(loaded.answers ?? {});
        setIsChanging(loaded.answers === null);
      },
      (thrown: unknown) => !caller.signal.aborted && setFailure({ attempt, thrown }),
    );
    return () => caller.abort();
  }, [code, attempt]);

  if (failure?.attempt === attempt) {
    return <FormRetry error={failure.thrown} onRetry={() => setAttempt(attempt + 1)} />;
  }
  if (!form) return <Skeleton lines={5} />;
  if (!form.open) return <Banner>{t('feedback.closed')}</Banner>;

  const unanswered = findUnanswered(form.questions, answers);
  if (!isChanging && sending !== 'failed') {
    return (
      <div ref={thanks}>
        <Banner
          tone={sending === 'waiting' ? 'info' : 'success'}
          action={<Button onClick={() => setIsChanging(true)}>{t('feedback.change')}</Button>}
        >
          <p role="status">{t(sending === 'waiting' ? 'feedback.waiting' : 'feedback.sent')}</p>
        </Banner>
      </div>
    );
  }

  function send() {
    setIsChecked(true);
    if (!form || unanswered.length > 0) return;
    onSend(gatherAnswers(form.questions, answers));
    setIsChanging(false);
    // A long form folds into one line: what the page then shows would be anything but that line.
    requestAnimationFrame(() => thanks.current?.scrollIntoView({ block: 'center' }));
  }

  return (
    <Form onSubmit={send} label={t('feedback.title')}>
      {form.questions.map((question) => (
        <FeedbackField
          key={question.questionId}
          question={question}
          answer={answers[question.questionId]}
          error={isChecked && unanswered.includes(question.questionId) ? t('feedback.missing') : undefined}
          onChange={(answer) => setAnswers((last) => ({ ...last, [question.questionId]: answer }))}
        />
      ))}
      {sending === 'failed' && <FormError error={error} />}
      <FormActions>
        <Button type="submit" variant="primary" size="large">
          {t(form.answers ? 'feedback.sendAgain' : 'feedback.send')}
        </Button>
      </FormActions>
    </Form>
  );
}

function FormRetry({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common');
  return (
    <>
      <FormError error={error} />
      <Button onClick={onRetry}>{t('retry')}</Button>
    </>
  );
}
