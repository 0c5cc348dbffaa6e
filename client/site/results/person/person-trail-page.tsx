import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { PersonTrailDto } from '#shared/features/insight.ts';
import { groupName } from '#shared/participant-groups.ts';
import { provinceName } from '#shared/provinces.ts';
import { personTrailQuery } from '../../data/queries.ts';
import { resultsAddress, seriesExportsAddress } from '../../parts/addresses.ts';
import { LoadedPage } from '../../parts/loaded.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { useSeries } from '../../series/series-layout.tsx';
import { Corrections, Objections } from './decisions.tsx';
import { EventTable } from './event-table.tsx';
import { Score } from './score.tsx';
import { SessionTrail } from './session-trail.tsx';
import { TopicResults, VersionTable } from './topic-results.tsx';
import styles from './trail.module.css';

/** One learner on one page: what was recorded, what the rule made of it, and what people decided. */
export function PersonTrailPage() {
  const { personId = '' } = useParams();
  const { seriesId } = useSeries();
  const query = useQuery(personTrailQuery(seriesId, personId));
  return <LoadedPage query={query}>{(trail) => <PersonTrail trail={trail} />}</LoadedPage>;
}

function PersonTrail({ trail }: { trail: PersonTrailDto }) {
  const { t } = useTranslation('site-results');
  const series = useSeries();
  const format = useFormat(series.timeZone);
  usePageTitle(trail.name, t('trail.eyebrow'));
  const current = trail.versions.find((version) => version.current);
  const details = [trail.position, trail.organisation, trail.province && provinceName(trail.province)];
  return (
    <>
      <PageHeader
        back={{ href: resultsAddress(series.seriesId), label: t('trail.back') }}
        eyebrow={t('trail.eyebrow')}
        status={
          current && (
            <StatusPill tone={current.qualifies ? 'success' : 'warning'}>
              {t(current.qualifies ? 'outcome.yes' : 'outcome.no')}
            </StatusPill>
          )
        }
        title={trail.name}
        lead={details.filter(Boolean).join(', ') || undefined}
        actions={
          <>
            <Button icon="file" onClick={() => window.print()}>
              {t('trail.print')}
            </Button>
            <ButtonLink
              icon="download"
              href={seriesExportsAddress(series.seriesId, { personId: trail.personId })}
            >
              {t('exports')}
            </ButtonLink>
          </>
        }
      />
      <Section title={t('trail.summary')} lead={series.title}>
        <DefinitionList items={summaryOf()} />
      </Section>
      {current && (
        <Section title={t('trail.topics')}>
          <TopicResults trail={trail} version={current} />
          {trail.versions.length > 1 && <VersionTable trail={trail} />}
        </Section>
      )}
      {(trail.score.scorePercent !== null || trail.score.changes.length > 0) && (
        <Section title={t('trail.score')}>
          <Score score={trail.score} />
        </Section>
      )}
      <Section title={t('trail.session.intervals')}>
        <div className={styles.sessions}>
          {trail.sessions.map((session) => (
            <SessionTrail key={session.sessionId} session={session} topics={trail.topics} asOf={trail.asOf} />
          ))}
        </div>
      </Section>
      <Section title={t('trail.corrections')}>
        <Corrections trail={trail} />
      </Section>
      <Section title={t('trail.objections')}>
        <Objections trail={trail} />
      </Section>
      <Section title={t('trail.events')} lead={t('trail.eventsLead')}>
        <EventTable trail={trail} />
      </Section>
    </>
  );

  function summaryOf() {
    const { participantGroup, birthYear, enrolledAt, removedAt } = trail;
    const fact = (term: string, value: string | null | undefined | 0 | false) =>
      value ? [{ term, value }] : [];
    return [
      ...(current
        ? [
            {
              term: t('column.result'),
              value: (
                <>
                  {t('trail.passed', {
                    some: current.topicsPassed,
                    all: trail.topics.length,
                    needed: current.topicsNeeded,
                  })}
                  {current.reasons.length > 0 && (
                    <>: {current.reasons.map((reason) => t(`reason.${reason}`)).join(', ')}</>
                  )}
                </>
              ),
            },
            {
              term: t('trail.rule'),
              value: (
                <span className={styles.hash}>
                  {current.rule.hash === null
                    ? t('trail.ruleDefaults')
                    : t('trail.ruleVersion', { version: current.rule.version, hash: current.rule.hash })}
                </span>
              ),
            },
          ]
        : []),
      ...fact(t('trail.group'), participantGroup && groupName(participantGroup, format.language)),
      ...fact(t('trail.birthYear'), birthYear && String(birthYear)),
      ...fact(t('trail.enrolledAt'), enrolledAt && format.dateTime(enrolledAt)),
      ...fact(t('trail.removedAt'), removedAt && format.dateTime(removedAt)),
    ];
  }
}
