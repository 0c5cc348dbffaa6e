import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Button } from '#client/ui/button.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { WaitingDto } from '#shared/features/order.ts';
import styles from './order.module.css';
import { OrderActs } from './order-acts.ts';
import { useAct } from './use-act.ts';

export interface WaitingListProps {
  waiting: WaitingDto;
  sessionId: string;
  /** The server's clock. */
  nowMs: () => number;
}

/** Minutes are what counts. */
const DRAWN_EVERY_MS = 15_000;

/** Who waits at the door, the longest first; with nobody there, nothing. */
export function WaitingList({ waiting, sessionId, nowMs }: WaitingListProps) {
  const { t } = useTranslation('order');
  const f = useFormat();
  const now = useNow(nowMs, DRAWN_EVERY_MS);
  const heading = useRef<HTMLHeadingElement>(null);
  const acts = new OrderActs(sessionId);
  const act = useAct();
  const { count, people } = waiting;
  if (count === 0) return null;

  /** The row will go, and with it the button that had the focus. */
  function keepPlace() {
    heading.current?.focus();
  }

  function admit(personId: string, name: string) {
    act(async () => {
      await acts.admit([personId]);
      showToast({ text: t('waiting.admitted', { name }), tone: 'success' });
      keepPlace();
    });
  }

  function admitAll() {
    act(async () => {
      const admitted = await acts.admit();
      showToast({ text: t('waiting.admittedAll', { count: admitted }), tone: 'success' });
    });
  }

  function refuse(personId: string, name: string) {
    act(async () => {
      const { exclusionId } = await acts.exclude({ personId, kind: 'refused', reason: 'other', note: '' });
      showToast({
        text: t('waiting.refused', { name }),
        actionLabel: t('exclude.undo'),
        onAction: () => act(() => acts.letReturn(exclusionId)),
      });
      keepPlace();
    });
  }

  return (
    <section className={styles.section} data-testid="waiting" data-count={count}>
      <div className={styles.head}>
        <h2 className={styles.title} ref={heading} tabIndex={-1}>
          {t('waiting.title', { count })}
        </h2>
        <Button variant="primary" onClick={admitAll}>
          {t('waiting.admitAll')}
        </Button>
      </div>
      <ul>
        {people.map(({ personId, name, since, isHere }) => (
          <li key={personId} className={styles.row} data-person={personId}>
            <span className={styles.who}>
              <span className={styles.name}>{name}</span>
              <span className={styles.soft}>
                {t('waiting.since', { duration: f.duration(Math.max(0, now - Date.parse(since))) })}
                {!isHere && `, ${t('waiting.away')}`}
              </span>
            </span>
            <Button aria-label={t('waiting.admitName', { name })} onClick={() => admit(personId, name)}>
              {t('waiting.admit')}
            </Button>
            <IconButton
              icon="close"
              label={t('waiting.refuseName', { name })}
              onClick={() => refuse(personId, name)}
            />
          </li>
        ))}
      </ul>
      {count > people.length && (
        <p className={styles.soft}>{t('waiting.more', { number: f.number(count - people.length) })}</p>
      )}
    </section>
  );
}
