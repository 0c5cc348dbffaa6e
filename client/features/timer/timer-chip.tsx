import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { playChime } from '#client/media/chime.ts';
import { Icon } from '#client/ui/icon.tsx';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import type { TimerDto } from '#shared/features/timer.ts';
import styles from './timer-chip.module.css';
import { momentBetween, secondsLeft, toClock } from './timer-time.ts';
import { addTimerWords } from './timer-words.ts';

addTimerWords();

/** Four looks a second: the figure turns when the second does, for everybody within the same quarter. */
const LOOK_EVERY_MS = 250;
/** Long enough to be seen by whoever looks up; then the stage is free again. */
const OVER_SHOWN_S = 60;
/** The first countdown of a page fetches this part of it, and is said all the same. */
const JUST_BEGUN_S = 10;
const none = { timerId: '', left: 0 };
const QUIET = 0.08;
const chimeKey = 'lectern.timerChime';

/** The class's countdown on the stage, by the server's clock. A screen reader hears three moments of it, and not each second. */
export function TimerChip({ timer, nowMs }: { timer: TimerDto | null; nowMs: () => number }) {
  const { t } = useTranslation('timer');
  const format = useFormat();
  const now = useNow(nowMs, LOOK_EVERY_MS);
  const [wantsChime, setWantsChime] = useState(() => readChoice(chimeKey) !== null);
  const [said, setSaid] = useState('');
  const last = useRef<{ timerId: string; left: number } | undefined>(undefined);
  const left = timer ? secondsLeft(timer, now) : 0;
  const isStanding = timer !== null && timer.endsAt === null;

  useEffect(() => {
    const hasJustBegun = timer !== null && left > timer.seconds - JUST_BEGUN_S;
    const before = last.current ?? (hasJustBegun ? none : undefined);
    last.current = timer ? { timerId: timer.timerId, left } : none;
    if (!timer) {
      setSaid('');
      return;
    }
    const moment = momentBetween(before, { timerId: timer.timerId, left, isStanding });
    const { label } = timer;
    if (moment === 'start') setSaid(t('saidStart', { duration: format.duration(left * 1_000), label }));
    if (moment === 'minute') setSaid(t('saidMinute', { label }));
    if (moment === 'over') {
      setSaid(t('saidOver', { label }));
      if (wantsChime) playChime(QUIET);
    }
  }, [timer, left, isStanding, wantsChime, format, t]);

  function choose(wanted: boolean) {
    setWantsChime(wanted);
    storeChoice(chimeKey, wanted ? 'yes' : null);
    // Within the tap, so that it is heard once, and that a phone lets it sound later.
    if (wanted) playChime(QUIET);
  }

  const overForS = timer?.endsAt ? (now - Date.parse(timer.endsAt)) / 1_000 : 0;
  return (
    <>
      <VisuallyHidden as="div">
        <p role="status">{said}</p>
      </VisuallyHidden>
      {timer && overForS < OVER_SHOWN_S && (
        <section
          className={styles.chip}
          aria-label={timer.label ? t('chip', { label: timer.label }) : t('chipPlain')}
          data-last={left <= 60 || undefined}
        >
          <Icon name={isStanding ? 'pause' : 'clock'} size={20} />
          {timer.label && <span className={styles.label}>{timer.label}</span>}
          <span role="timer" aria-live="off" className={styles.time}>
            {left === 0 ? t('over') : toClock(left)}
          </span>
          {isStanding && <VisuallyHidden>{t('standing')}</VisuallyHidden>}
          <button
            type="button"
            className={styles.chime}
            aria-pressed={wantsChime}
            aria-label={t('chimeOn')}
            title={t(wantsChime ? 'chimeOff' : 'chimeOn')}
            onClick={() => choose(!wantsChime)}
          >
            <Icon name={wantsChime ? 'sound' : 'sound-off'} size={20} />
          </button>
        </section>
      )}
    </>
  );
}
