import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RecordView } from '#client/features/record/record-view.tsx';
import { RuleInWords } from '#client/features/record/rule-in-words.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
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
            <RuleInWords rule={record.rule.rule} topicCount={record.topics.length} />
          </Section>
        </>
      )}
    </LoadedPage>
  );
}
