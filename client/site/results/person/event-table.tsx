import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import type { TrailSessionDto } from '#shared/features/insight.ts';
import { useSeries } from '../../series/series-layout.tsx';
import styles from './trail.module.css';

/** What stands in the sessions' records, word for word: what an auditor compares with the evidence pack. */
export function EventTable({ sessions }: { sessions: readonly TrailSessionDto[] }) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const withEvents = sessions.filter(({ events }) => events.length > 0);
  if (withEvents.length === 0) return <p className={styles.soft}>{t('trail.noEvents')}</p>;
  return (
    <div className={styles.sessions}>
      {withEvents.map(({ sessionId, title, startedAt, events }) => (
        <details key={sessionId} className={styles.events}>
          <summary>
            {title}, {format.date(startedAt)}: {t('trail.showEvents', { count: events.length })}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
          <section className={styles.scroller} tabIndex={0} aria-label={title}>
            <table className={styles.eventTable}>
              <thead>
                <tr>
                  <th scope="col">{t('trail.eventColumn.number')}</th>
                  <th scope="col">{t('trail.eventColumn.time')}</th>
                  <th scope="col">{t('trail.eventColumn.kind')}</th>
                  <th scope="col">{t('trail.eventColumn.detail')}</th>
                </tr>
              </thead>
              <tbody>
                {events.map(({ seq, at, kind, detail }) => (
                  <tr key={seq}>
                    <td>{format.number(seq)}</td>
                    <td>
                      {format.time(at)}:{at.slice(17, 23)}
                    </td>
                    <td>
                      <code>{kind}</code>
                    </td>
                    <td>
                      <code className={styles.code}>{detail}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      ))}
    </div>
  );
}
