import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { feedbackResultsQuery } from '../data/queries.ts';
import { feedbackFormAddress, publicLink } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './feedback-page.module.css';
import { FeedbackResult } from './feedback-result.tsx';

/** Right after a session, answers come in by the second. */
const FOLLOW_MS = 15_000;

export function FeedbackPage() {
  const { t } = useTranslation('site-feedback');
  const { session, series } = useSession();
  usePageTitle(t('title'), session.title);
  const format = useFormat(session.timeZone);
  const isOpen = session.state === 'ended';
  const query = useQuery({
    ...feedbackResultsQuery(session.sessionId),
    refetchInterval: isOpen ? FOLLOW_MS : false,
  });
  const mayEdit = mayChange(series, 'feedback.form') && session.state !== 'archived';

  return (
    <Section
      title={t('results')}
      actions={
        <div data-screen-only="">
          <ButtonLink href={feedbackFormAddress(session.sessionId)} icon={mayEdit ? 'edit' : 'eye'}>
            {mayEdit ? t('editForm') : t('seeForm')}
          </ButtonLink>
        </div>
      }
    >
      <LoadedPart query={query}>
        {({ responses, attended, lastAt, results }) =>
          responses === 0 ? (
            <EmptyState icon="star" title={t('none')}>
              {isOpen ? t('noneAfter') : t('noneBefore')}
            </EmptyState>
          ) : (
            <div className={styles.results}>
              <DefinitionList
                items={[
                  {
                    term: t('responses'),
                    value:
                      attended > 0
                        ? t('responsesOf', {
                            some: format.number(responses),
                            all: format.number(attended),
                            share: format.percent(Math.min(1, responses / attended)),
                          })
                        : t('responsesAlone', { count: responses }),
                  },
                  ...(lastAt ? [{ term: t('last'), value: format.dateTime(lastAt) }] : []),
                ]}
              />
              <ol className={styles.questions}>
                {results.map((result, at) => (
                  <FeedbackResult key={result.question.questionId} result={result} number={at + 1} />
                ))}
              </ol>
            </div>
          )
        }
      </LoadedPart>
      {isOpen && (
        <div className={styles.link}>
          <CopyField label={t('link')} value={publicLink(session.code)} />
        </div>
      )}
    </Section>
  );
}
