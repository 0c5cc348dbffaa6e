import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { DeskObjectionDto } from '#shared/features/records.ts';
import { objectionsQuery } from '../data/queries.ts';
import { personTrailAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import styles from './objections-page.module.css';

/** What learners object to, the most urgent first. */
export function ObjectionsPage() {
  const { t } = useTranslation('site-objections');
  const series = useSeries();
  const { seriesId, timeZone } = series;
  usePageTitle(t('title'), series.title);
  const query = useQuery(objectionsQuery(seriesId));
  const [deciding, setDeciding] = useState<DeskObjectionDto>();
  const mayDecide = mayChange(series, 'attendance.correct');

  return (
    <>
      <LoadedPart query={query}>
        {({ open, decided, olderDecided }) => (
          <>
            <Section title={t('title')} lead={t('lead')}>
              {open.length === 0 ? (
                <EmptyState icon="check" title={t('none')}>
                  {t('noneText')}
                </EmptyState>
              ) : (
                <ol>
                  {open.map((objection) => (
                    <Line key={objection.objectionId} objection={objection} timeZone={timeZone}>
                      {mayDecide && (
                        <Button
                          onClick={() => setDeciding(objection)}
                          aria-label={t('decideOf', { name: objection.name })}
                        >
                          {t('decide')}
                        </Button>
                      )}
                    </Line>
                  ))}
                </ol>
              )}
            </Section>
            {decided.length > 0 && (
              <Section title={t('decided')} lead={olderDecided > 0 && t('older', { count: olderDecided })}>
                <ol>
                  {decided.map((objection) => (
                    <Line key={objection.objectionId} objection={objection} timeZone={timeZone} />
                  ))}
                </ol>
              </Section>
            )}
          </>
        )}
      </LoadedPart>
      {deciding && (
        <DecideDialog
          seriesId={seriesId}
          timeZone={timeZone}
          objection={deciding}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </>
  );
}

interface LineProps {
  objection: DeskObjectionDto;
  timeZone: string;
  children?: ReactNode;
}

function Line({ objection, timeZone, children }: LineProps) {
  const { t } = useTranslation('site-objections');
  const format = useFormat(timeZone);
  const { seriesId } = useSeries();
  const { personId, name, topicTitle, words, madeAt, decidedAt, decidedBy, decisionReason } = objection;
  return (
    <li className={styles.line}>
      <div className={styles.head}>
        <h3>
          <a className={styles.name} href={personTrailAddress(seriesId, personId)}>
            {name}
          </a>
        </h3>
        <State objection={objection} timeZone={timeZone} />
      </div>
      <p className={styles.soft}>
        {topicTitle} · {t('madeAt', { date: format.dateTime(madeAt) })}
      </p>
      <p className={styles.quote}>{words}</p>
      {decidedAt && (
        <p className={styles.quote}>
          <strong>{t('reason')}:</strong> {decisionReason}{' '}
          <span className={styles.soft}>
            ({t('byAt', { name: decidedBy ?? '', date: format.dateTime(decidedAt) })})
          </span>
        </p>
      )}
      {children}
    </li>
  );
}

function State({ objection, timeZone }: Omit<LineProps, 'children'>) {
  const { t } = useTranslation('site-objections');
  const format = useFormat(timeZone);
  const { dueAt, decidedAt, accepted, outcome } = objection;
  if (decidedAt) {
    const text = accepted && outcome ? t(`outcome.${outcome}`) : t('refused');
    return <StatusPill tone={accepted ? 'success' : 'neutral'}>{text}</StatusPill>;
  }
  const isOverdue = Date.parse(dueAt) < Date.now();
  return (
    <StatusPill tone={isOverdue ? 'danger' : 'warning'}>
      {t(isOverdue ? 'overdue' : 'due', { date: format.date(dueAt) })}
    </StatusPill>
  );
}
