import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { limits } from '#shared/limits.ts';
import { enrolmentsQuery, seriesResultsQuery } from '../data/queries.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { parseScores } from './parse-scores.ts';
import styles from './rule-page.module.css';

/** Scores of a test that was held elsewhere, pasted from where they stand. */
export function TestScoresDialog({ seriesId, onClose }: { seriesId: string; onClose: () => void }) {
  const { t } = useTranslation('site-rule');
  const query = useQuery(enrolmentsQuery(seriesId));
  // Whose score would change: that needs a reason.
  const results = useQuery(seriesResultsQuery(seriesId));
  return (
    <Dialog open onClose={onClose} title={t('scores.title')} size="large">
      <LoadedPart query={query}>
        {({ enrolments }) => (
          <LoadedPart query={results}>
            {({ learners }) => (
              <Scores seriesId={seriesId} learners={enrolments} results={learners} onClose={onClose} />
            )}
          </LoadedPart>
        )}
      </LoadedPart>
    </Dialog>
  );
}

/** So many lines say what is the matter; the rest is counted. */
const LISTED_MAX = 20;

interface ScoresProps {
  seriesId: string;
  learners: EnrolmentDto[];
  results: SeriesResultsDto['learners'];
  onClose: () => void;
}

function Scores({ seriesId, learners, results, onClose }: ScoresProps) {
  const { t } = useTranslation('site-rule');
  const client = useQueryClient();
  const format = useFormat();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const parsed = parseScores(text, learners);
  const wrong = parsed.filter(({ problem }) => problem);
  const scores = parsed.flatMap(({ learner, scorePercent, problem }) =>
    !problem && learner && scorePercent !== undefined ? [{ personId: learner.personId, scorePercent }] : [],
  );
  const changes = listChanges(scores, results);
  const percent = (score: number) => `${format.number(score, 2)}%`;

  const save = useMutation({
    mutationFn: async () => {
      // So many at once as the server takes; each part is whole, and sending all of it again changes nothing.
      for (let from = 0; from < scores.length; from += limits.enrolmentsPerRequest) {
        const body = { scores: scores.slice(from, from + limits.enrolmentsPerRequest), reason };
        await http('POST /api/series/:seriesId/test-scores', { params: { seriesId }, body });
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['results', seriesId] });
      showToast({ text: t('scores.saved', { count: scores.length }), tone: 'success' });
      onClose();
    },
  });

  const errors = useFormErrors({
    error: save.error,
    problems: { reason: changes.length > 0 && reason.trim() === '' && t('scores.reasonMissing') },
  });

  async function send() {
    if (scores.length === 0 || wrong.length > 0) return;
    await errors.submit(() => save.mutateAsync());
  }

  return (
    <Form onSubmit={send}>
      <TextArea label={t('scores.text')} hint={t('scores.hint')} rows={8} value={text} onChange={setText} />
      <div role="status">
        {scores.length > 0 && <p>{t('scores.found', { count: scores.length })}</p>}
        {wrong.length > 0 && (
          <>
            <p>{t('scores.wrong', { count: wrong.length })}</p>
            <ul className={styles.quote}>
              {wrong.slice(0, LISTED_MAX).map(({ line, text: typed, problem }) => (
                <li key={line}>
                  {t('scores.line', { line })} {typed}: {problem && t(`scores.problem.${problem}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {changes.length > 0 && (
        <>
          <div>
            <p>{t('scores.changes', { count: changes.length })}</p>
            <ul className={styles.quote}>
              {changes.slice(0, LISTED_MAX).map(({ personId, name, before, after }) => (
                <li key={personId}>
                  {t('scores.change', { name, before: percent(before), after: percent(after) })}
                </li>
              ))}
            </ul>
            {changes.length > LISTED_MAX && (
              <p>{t('scores.moreChanges', { count: changes.length - LISTED_MAX })}</p>
            )}
          </div>
          <TextArea
            label={t('scores.reason')}
            hint={t('scores.reasonHint')}
            name="reason"
            rows={3}
            value={reason}
            onChange={setReason}
            max={limits.reasonMax}
            error={errors.of('reason')}
          />
        </>
      )}
      <FormError error={errors.rest} />
      <DialogActions act={t('scores.save')} pending={save.isPending} onClose={onClose} />
    </Form>
  );
}

interface ScoreChange {
  personId: string;
  name: string;
  before: number;
  after: number;
}

/** Those that would take the place of another score. */
function listChanges(
  scores: readonly { personId: string; scorePercent: number }[],
  results: SeriesResultsDto['learners'],
): ScoreChange[] {
  const wanted = new Map(scores.map(({ personId, scorePercent }) => [personId, scorePercent]));
  return results.flatMap(({ personId, name, testScorePercent: before }) => {
    const after = wanted.get(personId);
    return before === null || after === undefined || before === after
      ? []
      : [{ personId, name, before, after }];
  });
}
