import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RecordView } from '#client/features/record/record-view.tsx';
import { RuleInWords } from '#client/features/record/rule-in-words.tsx';
import { useFormat } from '#client/lib/use-format.ts';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import type { RuleVersionDto } from '#shared/features/rule.ts';
import { ownRecordQuery } from '../data/queries.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';

/** A learner's own record of a series: from their personal link, from the room, and from its end screen. */
export function OwnRecordPage() {
  const { t } = useTranslation('own-record');
  const { seriesId = '' } = useParams();
  const client = useQueryClient();
  const query = useQuery(ownRecordQuery(seriesId));
  usePageTitle(t('title'), query.data?.seriesTitle ?? '');
  return (
    <LoadedPage query={query}>
      {(record) => (
        <>
          <PageHeader eyebrow={record.seriesTitle} title={t('title')} lead={record.name} />
          <Section title={t('resultTitle')} lead={t('lead')}>
            <RecordView
              seriesId={seriesId}
              record={record}
              onChange={(changed) => client.setQueryData(ownRecordQuery(seriesId).queryKey, changed)}
            />
          </Section>
          <Section title={t('ruleTitle')}>
            <RuleChange version={record.rule} />
            <RuleInWords rule={record.rule.rule} topicCount={record.topics.length} />
          </Section>
        </>
      )}
    </LoadedPage>
  );
}

/** A rule that was changed when learners had begun by another one says so, to them too. */
function RuleChange({ version: { reason, madeAt } }: { version: RuleVersionDto }) {
  const { t } = useTranslation('own-record');
  const format = useFormat();
  if (!madeAt || reason === '') return null;
  return <p>{t('ruleChanged', { date: format.date(madeAt), reason })}</p>;
}
