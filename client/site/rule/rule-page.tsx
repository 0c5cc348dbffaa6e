import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Banner } from '#client/ui/banner.tsx';
import { Section } from '#client/ui/section.tsx';
import { ruleQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { Preview, RuleForm } from './rule-form.tsx';
import { RuleVersions } from './rule-versions.tsx';

export function RulePage() {
  const { t } = useTranslation('site-rule');
  const series = useSeries();
  const { seriesId, timeZone } = series;
  usePageTitle(t('title'), series.title);
  const query = useQuery(ruleQuery(seriesId));
  return (
    <LoadedPart query={query}>
      {(rule) => (
        <>
          <Section title={t('title')} lead={t('lead')}>
            {mayChange(series, 'attendance.rule') ? (
              // A version that somebody else made meanwhile begins the form anew.
              <RuleForm key={rule.current.version} seriesId={seriesId} rule={rule} />
            ) : (
              <>
                <Banner>{t('readOnly')}</Banner>
                <Preview rule={rule.current.rule} topicCount={rule.topicCount} />
              </>
            )}
          </Section>
          {rule.versions.length > 0 && (
            <Section title={t('versions')} lead={t('versionsLead')}>
              <RuleVersions seriesId={seriesId} timeZone={timeZone} rule={rule} />
            </Section>
          )}
        </>
      )}
    </LoadedPart>
  );
}
