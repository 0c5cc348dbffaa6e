import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Section } from '#client/ui/section.tsx';
import { Select } from '#client/ui/select.tsx';
import type { AuditEntryDto } from '#shared/features/catalog.ts';
import { auditQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import styles from './audit-page.module.css';
import { useSeries } from './series-layout.tsx';

/** The value of the filter for no filter: ids are UUIDs. */
const everything = 'everything';

export function AuditPage() {
  const { t } = useTranslation('site-series');
  const series = useSeries();
  usePageTitle(t('audit.title'), series.title);
  const [chosen, setChosen] = useState(everything);
  const sessionId = chosen === everything ? undefined : chosen;
  const format = useFormat(series.timeZone);
  const log = useInfiniteQuery(auditQuery(series.seriesId, sessionId));
  const csv = addressOf('/files/series/:seriesId/audit.csv', {
    params: { seriesId: series.seriesId },
    query: { language: format.language, sessionId },
  });
  return (
    <Section
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={
        <ButtonLink href={csv} download icon="download">
          {t('audit.download')}
        </ButtonLink>
      }
    >
      {series.sessions.length > 0 && (
        <div className={styles.filter}>
          <Select
            label={t('audit.session')}
            value={chosen}
            onChange={setChosen}
            options={[
              { value: everything, label: t('audit.allSessions') },
              ...series.sessions.map((session) => ({ value: session.sessionId, label: session.title })),
            ]}
          />
        </div>
      )}
      <LoadedPart query={log}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0) return <p>{t('audit.none')}</p>;
          return (
            <ol className={styles.log}>
              {entries.map((entry) => (
                <AuditLine key={entry.entryId} entry={entry} timeZone={series.timeZone} />
              ))}
            </ol>
          );
        }}
      </LoadedPart>
      {log.hasNextPage && (
        <p className={styles.more}>
          <Button pending={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </p>
      )}
    </Section>
  );
}

function AuditLine({ entry, timeZone }: { entry: AuditEntryDto; timeZone: string }) {
  const { t, i18n } = useTranslation('site-series');
  const format = useFormat(timeZone);
  // Actions are open-ended: one that has no words yet is shown by its name rather than not at all.
  const words: unknown = i18n.getResource(i18n.language, 'site-series', `audit.actions.${entry.action}`);
  const { title, fileName, personName, count, feature, reason, nameBefore, nameAfter } = entry.details;
  // A changed name says both, and why: the reason is somebody's words there, and a code elsewhere.
  const renamed = typeof nameBefore === 'string' ? [`${nameBefore} → ${nameAfter}`, reason] : [personName];
  const named = (group: 'features' | 'reasons', name: unknown): unknown =>
    typeof name === 'string'
      ? i18n.getResource(i18n.language, 'site-series', `audit.${group}.${name}`)
      : null;
  const enrolled = typeof count === 'number' ? t('learnerCount', { count }) : undefined;
  const about = [
    entry.sessionTitle,
    title,
    fileName,
    ...renamed,
    enrolled,
    ...(entry.action === 'test_score.changed' ? [toScoreChange(), reason] : []),
    named('features', feature),
    named('reasons', reason),
  ].filter(
    (text, at, all) => typeof text === 'string' && text !== entry.actorName && all.indexOf(text) === at,
  );
  function toScoreChange(): string | null {
    const { before, after } = entry.details;
    if (typeof before !== 'number') return null;
    const percent = (score: number) => `${format.number(score, 2)}%`;
    return typeof after === 'number'
      ? t('audit.scoreChange', { before: percent(before), after: percent(after) })
      : t('audit.scoreTaken', { before: percent(before) });
  }
  return (
    <li className={styles.line}>
      <time className={styles.at} dateTime={entry.at}>
        {format.dateTime(entry.at)}
      </time>
      <p>
        <strong>{entry.actorName ?? t('audit.system')}</strong>{' '}
        {typeof words === 'string' ? words : entry.action}
        {about.length > 0 && <span className={styles.about}>{about.join(' · ')}</span>}
      </p>
    </li>
  );
}
