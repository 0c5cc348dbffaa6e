import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { limits } from '#shared/limits.ts';
import { enrolmentsQuery, seriesListQuery } from '../data/queries.ts';
import { hasCode } from '../data/query-client.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import styles from './add-learners-dialog.module.css';
import { LearnerPreview } from './learner-preview.tsx';
import { ListFileButton } from './list-file-button.tsx';
import { parseLearners } from './parse-learners.ts';
import type { ParsedLearner } from './parsed-learner.ts';

export function AddLearnersDialog({ seriesId, onClose }: { seriesId: string; onClose: () => void }) {
  const { t } = useTranslation(['site-learners', 'common']);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [sentCount, setSentCount] = useState(0);
  const read = useDeferredValue(text);
  const { learners, unreadColumns } = useMemo(() => parseLearners(read), [read]);
  const good = learners.filter(({ problem }) => problem === null);
  const idOf = useStableIds();

  const send = useMutation({
    mutationFn: async () => {
      const rows = parseLearners(text).learners.filter(({ problem }) => problem === null);
      for (let from = 0; from < rows.length; from += limits.enrolmentsPerRequest) {
        setSentCount(from);
        await http('POST /api/series/:seriesId/enrolments', {
          params: { seriesId },
          body: {
            learners: rows
              .slice(from, from + limits.enrolmentsPerRequest)
              .map((row) => toBody(row, idOf(row))),
          },
        });
      }
      return rows.length;
    },
    onSuccess: (count) => {
      showToast({ text: t('paste.done', { count }), tone: 'success' });
      onClose();
    },
    onSettled: () => {
      void client.invalidateQueries(enrolmentsQuery(seriesId));
      void client.invalidateQueries(seriesListQuery);
    },
  });
  const isRefused = hasCode(send.error, 'malformed');
  const errors = useFormErrors({
    error: isRefused ? null : send.error,
    problems: { learners: good.length === 0 && t('paste.nothing') },
  });

  return (
    <Dialog open onClose={onClose} title={t('paste.title')} size="large" closeable={!send.isPending}>
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        <TextArea
          label={t('paste.label')}
          hint={t('paste.hint')}
          name="learners"
          rows={8}
          placeholder={t('paste.placeholder')}
          value={text}
          onChange={setText}
          error={isRefused ? t('paste.refused') : errors.of('learners')}
        />
        <ListFileButton disabled={send.isPending} onText={setText} />
        {learners.length > 0 && <LearnerPreview learners={learners} unreadColumns={unreadColumns} />}
        <p className={styles.known}>{t('paste.known')}</p>
        {send.isPending && good.length > limits.enrolmentsPerRequest && (
          <ProgressBar
            label={t('paste.sending', { done: sentCount, all: good.length })}
            value={sentCount / good.length}
          />
        )}
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={send.isPending}>
            {good.length > 0 ? t('paste.send', { count: good.length }) : t('add')}
          </Button>
          <Button disabled={send.isPending} onClick={onClose}>
            {t('common:cancel')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** A line that is sent again after a lost answer carries the id it had, and is not added twice. */
function useStableIds(): (learner: ParsedLearner) => string {
  const ids = useRef(new Map<string, string>());
  return (learner) => {
    const key = JSON.stringify(learner);
    const known = ids.current.get(key);
    if (known) return known;
    const made = newId();
    ids.current.set(key, made);
    return made;
  };
}

function toBody(
  { line: _line, unread: _unread, problem: _problem, ...learner }: ParsedLearner,
  clientId: string,
) {
  return { clientId, ...learner };
}
