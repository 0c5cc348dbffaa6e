import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';
import { limits } from '#shared/limits.ts';
import { feedbackFormQuery, feedbackResultsQuery } from '../data/queries.ts';
import { feedbackAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { SortableList } from '../parts/sortable-list.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import { feedbackKinds, findProblems, isRight, newQuestion } from './feedback-draft.ts';
import styles from './feedback-form-page.module.css';
import { FeedbackPreview } from './feedback-preview.tsx';
import { QuestionEditor } from './question-editor.tsx';

interface StaffForm {
  questions: FeedbackQuestion[];
  answerCount: number;
}

export function FeedbackFormPage() {
  const { t } = useTranslation('site-feedback');
  const { session, series } = useSession();
  usePageTitle(t('form'), session.title);
  const query = useQuery(feedbackFormQuery(session.sessionId));
  const isClosed = session.state === 'archived' || series.archived;
  const mayEdit = mayChange(series, 'feedback.form') && !isClosed;
  return (
    <Section
      title={t('form')}
      lead={t('editor.lead')}
      actions={<a href={feedbackAddress(session.sessionId)}>{t('editor.back')}</a>}
    >
      <LoadedPart query={query}>
        {(form) =>
          mayEdit ? (
            <Editor form={form} />
          ) : (
            <>
              <Banner>{isClosed ? t('editor.archived') : t('editor.readOnly')}</Banner>
              <FeedbackPreview questions={form.questions} />
            </>
          )
        }
      </LoadedPart>
    </Section>
  );
}

function Editor({ form }: { form: StaffForm }) {
  const { t } = useTranslation(['site-feedback', 'common']);
  const { sessionId } = useSession().session;
  const client = useQueryClient();
  const [draft, setDraft] = useDraft(sessionId);
  const questions = draft ?? form.questions;
  const [isAttempted, setIsAttempted] = useState(false);
  const isLocked = form.answerCount > 0;

  const save = useMutation({
    mutationFn: () =>
      http('PUT /api/sessions/:sessionId/feedback-form', { params: { sessionId }, body: { questions } }),
    onSuccess: (saved) => {
      client.setQueryData(feedbackFormQuery(sessionId).queryKey, saved);
      void client.invalidateQueries(feedbackResultsQuery(sessionId));
      setDraft(null);
      setIsAttempted(false);
      showToast({ text: t('editor.saved'), tone: 'success' });
    },
    // Answers may have come in meanwhile: then the form is locked, and the page has to say so.
    onError: () => void client.invalidateQueries(feedbackFormQuery(sessionId)),
  });
  const isComplete = questions.length > 0 && questions.every((question) => isRight(findProblems(question)));
  const errors = useFormErrors({ error: save.error, problems: { questions: isComplete ? undefined : ' ' } });

  function change(changed: FeedbackQuestion) {
    setDraft(questions.map((question) => (question.questionId === changed.questionId ? changed : question)));
  }

  return (
    <div className={styles.columns}>
      <Form
        onSubmit={() => {
          setIsAttempted(true);
          return errors.submit(() => save.mutateAsync());
        }}
      >
        {isLocked && <Banner tone="warning">{t('editor.locked', { count: form.answerCount })}</Banner>}
        {questions.length === 0 ? (
          <EmptyState icon="edit" title={t('editor.empty')}>
            {t('editor.emptyText')}
          </EmptyState>
        ) : (
          <SortableList
            items={questions}
            keyOf={(question) => question.questionId}
            nameOf={(question) => question.label}
            onReorder={setDraft}
            fixed={isLocked}
          >
            {(question, at, moves) => (
              <QuestionEditor
                question={question}
                number={at + 1}
                moves={moves}
                onChange={change}
                onRemove={() => setDraft(questions.filter((other) => other !== question))}
                isLocked={isLocked}
                problems={isAttempted ? findProblems(question) : undefined}
              />
            )}
          </SortableList>
        )}
        {!isLocked &&
          (questions.length < limits.feedbackQuestions ? (
            <div>
              <Menu
                label={t('editor.add')}
                icon="plus"
                align="start"
                items={feedbackKinds.map((kind) => ({
                  label: t(`editor.kinds.${kind}`),
                  onSelect: () => setDraft([...questions, newQuestion(kind, newId())]),
                }))}
              />
            </div>
          ) : (
            <p>{t('editor.full', { max: limits.feedbackQuestions })}</p>
          ))}
        <FormError error={errors.rest} />
        <div className={styles.save}>
          <Button type="submit" variant="primary" pending={save.isPending} disabled={draft === null}>
            {t('editor.save')}
          </Button>
          {draft !== null && (
            <>
              <Button variant="quiet" onClick={() => setDraft(null)}>
                {t('editor.discard')}
              </Button>
              <span role="status" className={styles.unsaved}>
                {t('editor.unsaved')}
              </span>
            </>
          )}
        </div>
      </Form>
      <FeedbackPreview questions={questions} />
    </div>
  );
}

/** What is not saved yet outlives a look at another page of the site, and warns before the tab is closed. */
function useDraft(sessionId: string) {
  const client = useQueryClient();
  const queryKey = ['feedback-draft', sessionId];
  const { data: draft = null } = useQuery<FeedbackQuestion[] | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    if (draft === null) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [draft]);

  const setDraft = (questions: FeedbackQuestion[] | null) => client.setQueryData(queryKey, questions);
  return [draft, setDraft] as const;
}
