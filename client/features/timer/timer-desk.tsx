import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useNow } from '#client/lib/use-now.ts';
import { Button } from '#client/ui/button.tsx';
import { Form } from '#client/ui/form.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { TimerDto } from '#shared/features/timer.ts';
import { limits } from '#shared/limits.ts';
import styles from './timer-desk.module.css';
import { secondsLeft, toClock } from './timer-time.ts';
import { addTimerWords } from './timer-words.ts';

addTimerWords();

const MINUTE_S = 60;
const usualMinutes = [1, 2, 5, 10] as const;
const minutesMax = limits.timerSecondsMax / MINUTE_S;

export interface TimerDeskProps {
  timer: TimerDto | null;
  nowMs: () => number;
  isLive: boolean;
  onStart: (seconds: number, label: string) => Promise<void>;
  onPause: (timerId: string, paused: boolean) => Promise<void>;
  onExtend: (timerId: string, seconds: number) => Promise<void>;
  onStop: (timerId: string) => Promise<void>;
}

/** Staff's hand on the class's clock. */
export function TimerDesk(props: TimerDeskProps) {
  const { timer, nowMs } = props;
  const { t } = useTranslation('timer');
  const errorText = useErrorText();
  const now = useNow(nowMs, 250);
  const isRunning = timer !== null && (timer.endsAt === null || Date.parse(timer.endsAt) > now);

  async function attempt(act: Promise<void>) {
    try {
      await act;
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    }
  }

  return (
    <section className={styles.desk}>
      <h2 className={styles.heading}>{t('title')}</h2>
      {timer && isRunning ? (
        <Running {...props} timer={timer} now={now} attempt={attempt} />
      ) : (
        <Start {...props} attempt={attempt} />
      )}
    </section>
  );
}

type Attempt = (act: Promise<void>) => Promise<void>;

function Running({
  timer,
  now,
  attempt,
  onPause,
  onExtend,
  onStop,
}: TimerDeskProps & { timer: TimerDto; now: number; attempt: Attempt }) {
  const { t } = useTranslation('timer');
  const { timerId, seconds, label, endsAt } = timer;
  const isStanding = endsAt === null;
  return (
    <>
      <p className={styles.left}>
        <strong>{toClock(secondsLeft(timer, now))}</strong>
        {label && <span>{label}</span>}
        {isStanding && <span>({t('standing')})</span>}
      </p>
      <div className={styles.acts}>
        <Button
          icon={isStanding ? 'play' : 'pause'}
          onClick={() => void attempt(onPause(timerId, !isStanding))}
        >
          {t(isStanding ? 'resume' : 'pause')}
        </Button>
        <Button
          icon="plus"
          disabled={seconds + MINUTE_S > limits.timerSecondsMax}
          onClick={() => void attempt(onExtend(timerId, seconds + MINUTE_S))}
        >
          {t('addMinute')}
        </Button>
        <Button icon="stop" onClick={() => void attempt(onStop(timerId))}>
          {t('stop')}
        </Button>
      </div>
    </>
  );
}

function Start({ isLive, attempt, onStart }: TimerDeskProps & { attempt: Attempt }) {
  const { t } = useTranslation('timer');
  const [label, setLabel] = useState('');
  const [own, setOwn] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const minutes = Number(own);
  const isFitting = Number.isInteger(minutes) && minutes >= 1 && minutes <= minutesMax;

  function start(count: number) {
    setIsChecked(false);
    void attempt(onStart(count * MINUTE_S, label.trim()));
  }

  return (
    <Form
      label={t('title')}
      onSubmit={() => {
        setIsChecked(true);
        if (isFitting) start(minutes);
      }}
    >
      <TextField
        label={t('label')}
        hint={t('labelHint')}
        optional
        value={label}
        maxLength={limits.timerLabelMax}
        onChange={setLabel}
      />
      <div className={styles.acts}>
        {usualMinutes.map((count) => (
          <Button key={count} disabled={!isLive} onClick={() => start(count)}>
            {t('minutes', { count })}
          </Button>
        ))}
      </div>
      <div className={styles.own}>
        <TextField
          label={t('own')}
          type="number"
          inputMode="numeric"
          min={1}
          max={minutesMax}
          value={own}
          error={isChecked && !isFitting ? t('ownMissing', { max: minutesMax }) : undefined}
          onChange={setOwn}
        />
        <Button type="submit" icon="clock" disabled={!isLive}>
          {t('start')}
        </Button>
      </div>
    </Form>
  );
}
