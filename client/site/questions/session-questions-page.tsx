import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { QuestionRecordDto } from '#shared/features/questions.ts';
import type { QuestionState } from '#shared/question-lifecycle.ts';
import { sessionQuestionsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { RuledList } from '../parts/ruled-list.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import { ExportLinks } from './export-links.tsx';
import { QuestionRecord } from './question-record.tsx';
import styles from './questions.module.css';

const filters = {
  waiting: ['held', 'open', 'answering', 'dismissed'],
  answered: ['answered'],
  all: ['held', 'open', 'answering', 'answered', 'dismissed', 'hidden', 'merged'],
} as const satisfies Record<string, readonly QuestionState[]>;
type Filter = keyof typeof filters;

/** What was asked in a session, to be answered afterwards in writing. */
export function SessionQuestionsPage() {
  const { t } = useTranslation('site-questions');
  const { session, series } = useSession();
  usePageTitle(t('title'), session.title);
  const { sessionId } = session;
  const query = useQuery(sessionQuestionsQuery(sessionId));
  const mayWrite = mayChange(series, 'question.answer') && session.state !== 'archived';

  return (
    <Section
      title={t('title')}
      lead={t('lead')}
      actions={<ExportLinks path="/files/sessions/:sessionId/questions" params={{ sessionId }} />}
    >
      <LoadedPart query={query}>
        {({ questions }) =>
          questions.length === 0 ? (
            <EmptyState icon="question" title={t('none')} />
          ) : (
            <Questions questions={questions} mayWrite={mayWrite} session={session} />
          )
        }
      </LoadedPart>
    </Section>
  );
}

function Questions({
  questions,
  mayWrite,
  session,
}: {
  questions: readonly QuestionRecordDto[];
  mayWrite: boolean;
  session: SessionDto;
}) {
  const { t } = useTranslation('site-questions');
  const [filter, setFilter] = useState<Filter>('waiting');
  const inFilter = (name: Filter) =>
    questions.filter(({ state }) => (filters[name] as readonly QuestionState[]).includes(state));
  // What most people wanted to know first.
  const listed = inFilter(filter).sort((a, b) => b.votes - a.votes || a.askedAt.localeCompare(b.askedAt));

  return (
    <div className={styles.questions}>
      <div className={styles.filter}>
        <Select
          label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={(Object.keys(filters) as Filter[]).map((name) => ({
            value: name,
            label: `${t(`filters.${name}`)} (${inFilter(name).length})`,
          }))}
        />
      </div>
      {listed.length === 0 && <p>{t('noneIn')}</p>}
      <RuledList>
        {listed.map((question) => (
          <QuestionRecord
            key={question.questionId}
            question={question}
            mayWrite={mayWrite}
            timeZone={session.timeZone}
            startedAt={session.startedAt}
          />
        ))}
      </RuledList>
    </div>
  );
}
