import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { Switch } from '#client/ui/switch.tsx';
import type { SeriesDto } from '#shared/features/catalog.ts';
import type { QuestionRecordDto, QuestionsPageDto } from '#shared/features/questions.ts';
import { topicQuestionsQuery } from '../data/queries.ts';
import { publishedQuestionsLink } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { ExportLinks } from './export-links.tsx';
import styles from './questions.module.css';

/** A topic's answered questions: which of them stand on the page, and the page itself. */
export function TopicQuestions({ series, topicId }: { series: SeriesDto; topicId: string }) {
  const { t } = useTranslation('site-questions');
  const query = useQuery(topicQuestionsQuery(topicId));
  const [isPublishing, setIsPublishing] = useState(false);
  return (
    <Section
      title={t('page.title')}
      lead={t('page.lead')}
      actions={<ExportLinks path="/files/topics/:topicId/questions" params={{ topicId }} />}
    >
      <LoadedPart query={query}>
        {({ questions, page }) => (
          <div className={styles.questions}>
            <Choice
              topicId={topicId}
              questions={questions.filter(({ state }) => state === 'answered')}
              mayChoose={mayChange(series, 'question.moderate')}
            />
            {page && <Address page={page} takesFocus={isPublishing} />}
            {mayChange(series, 'question.publish') && (
              <Page topicId={topicId} page={page} onPublish={() => setIsPublishing(true)} />
            )}
          </div>
        )}
      </LoadedPart>
    </Section>
  );
}

function Choice({
  topicId,
  questions,
  mayChoose,
}: {
  topicId: string;
  questions: readonly QuestionRecordDto[];
  mayChoose: boolean;
}) {
  const { t } = useTranslation('site-questions');
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: ({ sessionId, questionId, onPage }: QuestionRecordDto) =>
      http('PATCH /api/sessions/:sessionId/questions/:questionId', {
        params: { sessionId, questionId },
        body: { onPage: !onPage },
      }),
    onSettled: () => client.invalidateQueries(topicQuestionsQuery(topicId)),
  });
  if (questions.length === 0) return <p>{t('page.none')}</p>;
  return (
    <fieldset className={styles.choice} disabled={!mayChoose}>
      <legend>{t('page.choose')}</legend>
      {questions.map((question) => {
        const { questionId, body, onPage } = question;
        const isChanging = choose.isPending && choose.variables.questionId === questionId;
        return (
          <Checkbox
            key={questionId}
            label={body}
            checked={isChanging ? !onPage : onPage}
            onChange={() => choose.mutate(question)}
          />
        );
      })}
      <FormError error={choose.error} />
    </fieldset>
  );
}

/** Of a page just published it takes the focus: the button that was pressed is gone, and here it goes on. */
function Address({ page, takesFocus }: { page: QuestionsPageDto; takesFocus: boolean }) {
  const { t } = useTranslation('site-questions');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) place.current?.querySelector('a')?.focus();
  }, [takesFocus]);
  return (
    <div className={styles.address} ref={place}>
      <CopyField label={t('page.address')} value={publishedQuestionsLink(page.code)} />
      <ButtonLink href={publishedQuestionsLink(page.code)} target="_blank" rel="noopener">
        {t('page.open')}
      </ButtonLink>
    </div>
  );
}

interface PageProps {
  topicId: string;
  page: QuestionsPageDto | null;
  onPublish: () => void;
}

function Page({ topicId, page, onPublish }: PageProps) {
  const { t } = useTranslation('site-questions');
  const client = useQueryClient();
  const [isRevoking, setIsRevoking] = useState(false);
  const refresh = () => client.invalidateQueries(topicQuestionsQuery(topicId));
  const publish = useMutation({
    mutationFn: (searchable: boolean) =>
      http('PUT /api/topics/:topicId/questions-page', { params: { topicId }, body: { searchable } }),
    onSettled: refresh,
  });

  if (!page) {
    return (
      <div>
        <Button
          icon="globe"
          pending={publish.isPending}
          onClick={() => {
            onPublish();
            publish.mutate(false);
          }}
        >
          {t('page.publish')}
        </Button>
        <FormError error={publish.error} />
      </div>
    );
  }
  return (
    <>
      <Switch
        label={t('page.searchable')}
        hint={t('page.searchableHint')}
        checked={publish.isPending ? publish.variables : page.searchable}
        onChange={(searchable) => publish.mutate(searchable)}
      />
      <FormError error={publish.error} />
      <div>
        <Button variant="quiet" icon="trash" onClick={() => setIsRevoking(true)}>
          {t('page.revoke')}
        </Button>
      </div>
      <ConfirmDialog
        open={isRevoking}
        onClose={() => setIsRevoking(false)}
        title={t('page.revokeTitle')}
        confirmLabel={t('page.revoke')}
        danger
        onConfirm={async () => {
          await http('DELETE /api/topics/:topicId/questions-page', { params: { topicId } });
          await refresh();
        }}
      >
        {t('page.revokeText')}
      </ConfirmDialog>
    </>
  );
}
