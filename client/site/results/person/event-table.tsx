import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import type { PersonTrailDto, TrailSessionDto } from '#shared/features/insight.ts';
import { useSeries } from '../../series/series-layout.tsx';
import { useTopicTitle } from './decisions.tsx';
import { toEventText } from './event-text.ts';
import styles from './trail.module.css';

/** What stands in the sessions' records, in words and, one step further, word for word: what an auditor compares with the evidence pack. */
export function EventTable({ trail }: { trail: PersonTrailDto }) {
  const { sessions } = trail;
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const topicTitle = useTopicTitle(trail);
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
                {events.map((event) => (
                  <EventRow
                    key={event.seq}
                    event={event}
                    told={toEventText(event, { t, format, topicTitle })}
                  />
                ))}
              </tbody>
            </table>
          </section>
        </details>
      ))}
    </div>
  );
}

interface EventRowProps {
  event: TrailSessionDto['events'][number];
  told: ReturnType<typeof toEventText>;
}

function EventRow({ event: { seq, at, kind, detail }, told }: EventRowProps) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const raw = <code className={styles.code}>{detail}</code>;
  return (
    <tr>
      <td>{format.number(seq)}</td>
      <td>
        {format.time(at)}:{at.slice(17, 23)}
      </td>
      <td>{told ? told.name : <code>{kind}</code>}</td>
      <td>
        {told ? (
          <>
            {told.text}
            <details>
              <summary>{t('trail.rawEvent')}</summary>
              {raw}
            </details>
          </>
        ) : (
          raw
        )}
      </td>
    </tr>
  );
}
