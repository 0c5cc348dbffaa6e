import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CheckDeskDto, StaffCheckDto } from '#shared/features/presence-checks.ts';
import { type CheckKind, holdMinutes } from '#shared/presence-checks.ts';
import styles from './check-desk.module.css';
import { CheckPeople } from './check-people.tsx';
import { addCheckWords } from './check-words.ts';

addCheckWords();

export interface CheckDeskProps {
  desk: CheckDeskDto;
  sessionId: string;
  timeZone: string;
  /** A topic runs: what can be checked. */
  isTopicRunning: boolean;
  nowMs: () => number;
  acts: {
    ask: (kind: CheckKind) => Promise<void>;
    close: (checkId: string) => Promise<void>;
    /** Null: let them come again. */
    hold: (until: Date | null) => Promise<void>;
  };
}

/** Staff's hand on the presence checks: what is open and how it goes, when the next can come, and those before. */
export function CheckDesk({ desk, sessionId, timeZone, isTopicRunning, nowMs, acts }: CheckDeskProps) {
  const { t } = useTranslation('checks');
  const errorText = useErrorText();
  const format = useFormat(timeZone);
  const now = useNow(nowMs);
  const [pending, setPending] = useState<string>();
  const [looking, setLooking] = useState<StaffCheckDto>();
  const open = desk.checks.find(({ closedAt }) => closedAt === null);
  const unreached = open ? open.counts.present - open.counts.delivered : 0;
  const earlier = desk.checks.filter(({ closedAt }) => closedAt !== null);
  const heldUntil = desk.heldUntil && Date.parse(desk.heldUntil) > now ? desk.heldUntil : null;

  async function attempt(name: string, act: () => Promise<void>) {
    setPending(name);
    try {
      await act();
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setPending(undefined);
    }
  }

  return (
    <section className={styles.desk} aria-label={t('desk.title')}>
      <h2 className={styles.heading}>{t('desk.title')}</h2>
      {open ? (
        <div className={styles.open} data-open>
          <p className={styles.facts}>
            <strong>{t('desk.answered', open.counts)}</strong>
            <span className={styles.left}>{format.clock(Date.parse(open.closesAt) - now + 999)}</span>
          </p>
          {unreached > 0 && <p className={styles.soft}>{t('desk.notDelivered', { count: unreached })}</p>}
          <div className={styles.acts}>
            <Button icon="people" onClick={() => setLooking(open)}>
              {t('desk.unanswered')}
            </Button>
            <Button
              icon="stop"
              title={t('desk.closeText')}
              pending={pending === 'close'}
              onClick={() => void attempt('close', () => acts.close(open.checkId))}
            >
              {t('desk.close')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p className={styles.soft}>
            {heldUntil
              ? t('desk.held', { time: format.time(heldUntil) })
              : desk.nextBy
                ? t('desk.next', { time: format.time(desk.nextBy) })
                : t('desk.none')}
          </p>
          <div className={styles.acts}>
            <Button
              icon="hand"
              disabled={!isTopicRunning}
              pending={pending === 'tap'}
              onClick={() => void attempt('tap', () => acts.ask('tap'))}
            >
              {t('desk.ask')}
            </Button>
            <Button
              icon="sound"
              disabled={!isTopicRunning}
              pending={pending === 'code_word'}
              onClick={() => void attempt('code_word', () => acts.ask('code_word'))}
            >
              {t('desk.askWord')}
            </Button>
            {heldUntil ? (
              <Button
                icon="play"
                pending={pending === 'hold'}
                onClick={() => void attempt('hold', () => acts.hold(null))}
              >
                {t('desk.letCome')}
              </Button>
            ) : (
              <Menu
                label={t('desk.hold')}
                icon="pause"
                items={holdMinutes.map((count) => ({
                  label: t('desk.holdMinutes', { count }),
                  onSelect: () => void attempt('hold', () => acts.hold(new Date(nowMs() + count * 60_000))),
                }))}
              />
            )}
          </div>
          {!isTopicRunning && <p className={styles.soft}>{t('desk.notNow')}</p>}
        </>
      )}
      {earlier.length > 0 && (
        <details>
          <summary className={styles.summary}>
            {t('desk.earlier')} ({earlier.length})
          </summary>
          <ul className={styles.list}>
            {earlier.map((check) => (
              <Earlier
                key={check.checkId}
                check={check}
                time={format.time(check.shownAt)}
                onLook={setLooking}
              />
            ))}
          </ul>
        </details>
      )}
      {looking && (
        <CheckPeople
          check={looking}
          sessionId={sessionId}
          timeZone={timeZone}
          onClose={() => setLooking(undefined)}
        />
      )}
    </section>
  );
}

function Earlier({
  check,
  time,
  onLook,
}: {
  check: StaffCheckDto;
  time: string;
  onLook: (check: StaffCheckDto) => void;
}) {
  const { t } = useTranslation('checks');
  const { kind, word, planned, ending, counts } = check;
  const facts = [
    t(`desk.kind.${kind}`, { word: word ?? '' }),
    t(planned ? 'desk.byItself' : 'desk.asked'),
    ...(ending && ending !== 'time' ? [t(`desk.ending.${ending}`)] : []),
  ];
  return (
    <li className={styles.earlier}>
      <span>
        <strong>{time}</strong> · {t('desk.answered', counts)}
        <br />
        <span className={styles.soft}>{facts.join(' · ')}</span>
      </span>
      <button
        type="button"
        className={styles.look}
        aria-label={t('desk.unansweredOf', { time })}
        onClick={() => onLook(check)}
      >
        <Icon name="people" />
      </button>
    </li>
  );
}
