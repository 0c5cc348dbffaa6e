import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';
import { enrolmentsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { parseScores } from './parse-scores.ts';
import styles from './rule-page.module.css';

/** Scores of a test that was held elsewhere, pasted from where they stand. */
export function TestScoresDialog({ seriesId, onClose }: { seriesId: string; onClose: () => void }) {
  const { t } = useTranslation('site-rule');
  const query = useQuery(enrolmentsQuery(seriesId));
  return (
    <Dialog open onClose={onClose} title={t('scores.title')} size="large">
      <LoadedPart query={query}>
        {({ enrolments }) => <Scores seriesId={seriesId} learners={enrolments} onClose={onClose} />}
      </LoadedPart>
    </Dialog>
  );
}

interface ScoresProps {
  seriesId: string;
  learners: EnrolmentDto[];
  onClose: () => void;
}

function Scores({ seriesId, learners, onClose }: ScoresProps) {
  const { t } = useTranslation(['site-rule', 'common']);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const parsed = parseScores(text, learners);
  const wrong = parsed.filter(({ problem }) => problem);
  const scores = parsed.flatMap(({ learner, scorePercent, problem }) =>
    !problem && learner && scorePercent !== undefined ? [{ personId: learner.personId, scorePercent }] : [],
  );

  const save = useMutation({
    mutationFn: async () => {
      // So many at once as the server takes; each part is whole, and sending all of it again changes nothing.
      for (let from = 0; from < scores.length; from += limits.enrolmentsPerRequest) {
        const body = { scores: scores.slice(from, from + limits.enrolmentsPerRequest) };
        await http('POST /api/series/:seriesId/test-scores', { params: { seriesId }, body });
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['results', seriesId] });
      showToast({ text: t('scores.saved', { count: scores.length }), tone: 'success' });
      onClose();
    },
  });

  async function send() {
    if (scores.length === 0 || wrong.length > 0) return;
    await save.mutateAsync().catch(() => undefined);
  }

  return (
    <Form onSubmit={send}>
      <TextArea label={t('scores.text')} hint={t('scores.hint')} rows={10} value={text} onChange={setText} />
      <div role="status">
        {scores.length > 0 && <p>{t('scores.found', { count: scores.length })}</p>}
        {wrong.length > 0 && (
          <>
            <p>{t('scores.wrong', { count: wrong.length })}</p>
            <ul className={styles.quote}>
              {wrong.slice(0, 20).map(({ line, text: typed, problem }) => (
                <li key={line}>
                  {t('scores.line', { line })} {typed}: {problem && t(`scores.problem.${problem}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <FormError error={save.error ?? undefined} />
      <FormActions>
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('scores.save')}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </FormActions>
    </Form>
  );
}
