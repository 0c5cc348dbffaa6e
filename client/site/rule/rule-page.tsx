import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Section } from '#client/ui/section.tsx';
import { ruleQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { Preview, RuleForm } from './rule-form.tsx';
import { RuleVersions } from './rule-versions.tsx';
import { TestScoresDialog } from './test-scores-dialog.tsx';

export function RulePage() {
  const { t } = useTranslation('site-rule');
  const series = useSeries();
  const { seriesId, timeZone } = series;
  usePageTitle(t('title'), series.title);
  const query = useQuery(ruleQuery(seriesId));
  const [isEntering, setIsEntering] = useState(false);
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
          {rule.current.rule.testScorePercent !== null && mayChange(series, 'attendance.correct') && (
            <Section
              title={t('scores.section')}
              lead={t('scores.lead')}
              actions={<Button onClick={() => setIsEntering(true)}>{t('scores.open')}</Button>}
            >
              {isEntering && <TestScoresDialog seriesId={seriesId} onClose={() => setIsEntering(false)} />}
            </Section>
          )}
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
