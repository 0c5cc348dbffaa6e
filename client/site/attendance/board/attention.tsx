import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BoardPerson,
  type BoardState,
  type BoardView,
  listAtRisk,
  listLeft,
} from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { Outlook } from '#shared/attendance-outlook.ts';
import { useSession } from '../../session/session-layout.tsx';
import styles from './board.module.css';

/** As many as one can call during a break; the table below has them all. */
const SHOWN_MAX = 12;

export const outlookTones: Record<Outlook, Tone> = {
  out_of_reach: 'danger',
  every_minute: 'warning',
  missed_checks: 'warning',
  fair: 'success',
};

/** While it can still be helped: who will fall short of the rule, and who has gone. */
export function Attention({ state, view }: { state: BoardState; view: BoardView }) {
  const { t } = useTranslation('site-attendance');
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  const { runningTopic, people } = view;
  const topicAt = state.latest.topics.findIndex(({ topicId }) => topicId === runningTopic?.topicId);
  const atRisk = listAtRisk(people);
  const left = listLeft(people);

  return (
    <div className={styles.columns}>
      <section aria-labelledby="at-risk">
        <h3 id="at-risk">{t('attention.title')}</h3>
        <p className={styles.soft}>
          {runningTopic
            ? t('attention.lead', {
                topic: runningTopic.title,
                percent: state.latest.rule.minimumSharePercent,
                duration: format.duration(runningTopic.remainingSeconds * 1_000),
              })
            : t('attention.noTopic')}
        </p>
        {runningTopic && atRisk.length === 0 && <p className={styles.calm}>{t('attention.none')}</p>}
        <PersonList people={atRisk}>
          {(person) => (
            <>
              {person.outlook && (
                <StatusPill tone={outlookTones[person.outlook]}>{t(`outlook.${person.outlook}`)}</StatusPill>
              )}
              <span className={styles.soft}>
                {format.duration((person.topicSeconds[topicAt] ?? 0) * 1_000)}
                {person.outlook === 'missed_checks' && (
                  <>
                    ,{' '}
                    {t('checks', {
                      some: format.number(person.checksAnswered),
                      all: format.number(person.checksDelivered),
                    })}
                  </>
                )}
              </span>
            </>
          )}
        </PersonList>
      </section>
      <section aria-labelledby="have-left">
        <h3 id="have-left">{t('left.title')}</h3>
        {left.length === 0 && <p className={styles.calm}>{t('left.none')}</p>}
        <PersonList people={left}>
          {(person) => (
            <span className={styles.soft}>
              {t('left.since', {
                time: format.time(person.lastSeenAt ?? 0),
                duration: format.duration(person.seconds * 1_000),
              })}
            </span>
          )}
        </PersonList>
      </section>
    </div>
  );
}

function PersonList({
  people,
  children,
}: {
  people: readonly BoardPerson[];
  children: (person: BoardPerson) => ReactNode;
}) {
  const { t } = useTranslation('site-attendance');
  return (
    <>
      <ul className={styles.people}>
        {people.slice(0, SHOWN_MAX).map((person) => (
          <li key={person.personId}>
            <span className={styles.name}>{person.name}</span>
            <span className={styles.detail}>{children(person)}</span>
          </li>
        ))}
      </ul>
      {people.length > SHOWN_MAX && (
        <p className={styles.soft}>{t('attention.more', { count: people.length - SHOWN_MAX })}</p>
      )}
    </>
  );
}
