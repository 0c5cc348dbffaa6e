import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Skeleton } from '#client/ui/loading.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Outlook } from '#shared/attendance-outlook.ts';
import styles from './attendance-panel.module.css';
import { type BoardState, listAtRisk, listLeft, takeBoard, viewBoard } from './board.ts';

/** What is at risk changes by the minute; asked for only while it is looked at. */
const FOLLOW_MS = 10_000;
/** As many as one can call. */
const SHOWN_MAX = 30;

/** In the room: who will fall short of the rule, and who has gone, since when and after how long. */
export function AttentionList({
  sessionId,
  timeZone,
  nowMs,
}: {
  sessionId: string;
  timeZone: string;
  /** The server's clock. */
  nowMs: number;
}) {
  const { t } = useTranslation('room-staff');
  const f = useFormat(timeZone);
  const state = useFollowedBoard(sessionId);
  if (!state) return <Skeleton lines={4} />;
  const { people, runningTopic } = viewBoard(state, nowMs);
  const atRisk = runningTopic ? listAtRisk(people) : [];
  const left = listLeft(people);
  if (atRisk.length + left.length === 0) return <EmptyState icon="check" title={t('people.calm')} />;
  return (
    <>
      {atRisk.length > 0 && (
        <section aria-label={t('people.atRisk')}>
          <h3 className={styles.heading}>{t('people.atRisk')}</h3>
          <ul>
            {atRisk.slice(0, SHOWN_MAX).map(({ personId, name, outlook }) => (
              <li key={personId} className={styles.attention}>
                <span className={styles.name}>{name}</span>
                {outlook && <OutlookPill outlook={outlook} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {left.length > 0 && (
        <section aria-label={t('people.haveLeft')}>
          <h3 className={styles.heading}>{t('people.haveLeft')}</h3>
          <ul>
            {left.slice(0, SHOWN_MAX).map(({ personId, name, lastSeenAt, seconds }) => (
              <li key={personId} className={styles.attention}>
                <span className={styles.name}>{name}</span>
                <span className={styles.soft}>
                  {t('people.leftAfter', {
                    time: f.time(lastSeenAt ?? 0),
                    duration: f.duration(seconds * 1_000),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {Math.max(atRisk.length, left.length) > SHOWN_MAX && (
        <p className={styles.soft}>{t('people.moreOnBoard')}</p>
      )}
    </>
  );
}

function OutlookPill({ outlook }: { outlook: Outlook }) {
  const { t } = useTranslation('room-staff');
  return (
    <StatusPill tone={outlook === 'out_of_reach' ? 'danger' : 'warning'}>
      {t(`people.outlook.${outlook}`)}
    </StatusPill>
  );
}

/** Null until the first answer; one that fails is asked for again with the next. */
function useFollowedBoard(sessionId: string): BoardState | null {
  const [state, setState] = useState<BoardState | null>(null);

  useEffect(() => {
    let last: BoardState | undefined;
    const abort = new AbortController();
    const read = async () => {
      try {
        const board = await http('GET /api/sessions/:sessionId/board', {
          params: { sessionId },
          query: last ? { since: last.latest.asOf } : {},
          signal: abort.signal,
        });
        last = takeBoard(last, board);
        setState(last);
      } catch {
        // The room itself says that the line is gone.
      }
    };
    void read();
    const timer = setInterval(() => {
      if (!document.hidden) void read();
    }, FOLLOW_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [sessionId]);

  return state;
}
