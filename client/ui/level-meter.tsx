import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './level-meter.module.css';

export interface LevelMeterProps {
  label: string;
  /** The loudness now, from 0 to 1; asked while the meter is on. */
  level: () => number;
  /** False lets the meter rest, empty. */
  active?: boolean;
}

/** Smooth enough for speech; every frame of the screen would only cost battery. */
const drawEveryMs = 66;
/** A screen reader that hears each change would say nothing else. */
const sayEveryMs = 2_000;
/** Below it is the hum of a room. */
const silenceBelow = 0.03;
const segments = 20;

/** Drawn past React: a meter changes fifteen times a second and nothing else on the page does. */
export function LevelMeter({ label, level, active = true }: LevelMeterProps) {
  const { t } = useTranslation('common');
  const labelId = useId();
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const readLevel = useRef(level);
  readLevel.current = level;

  useEffect(() => {
    if (!active) return;
    let frame = 0;
    let drawnAtMs = 0;
    let saidAtMs = 0;
    const draw = (nowMs: number) => {
      frame = requestAnimationFrame(draw);
      if (nowMs - drawnAtMs < drawEveryMs) return;
      drawnAtMs = nowMs;
      const value = Math.min(1, Math.max(0, readLevel.current()));
      if (bar.current) bar.current.style.clipPath = `inset(0 ${100 - steps(value)}% 0 0)`;
      if (nowMs - saidAtMs < sayEveryMs) return;
      saidAtMs = nowMs;
      if (meter.current) meter.current.value = value;
      meter.current?.setAttribute(
        'aria-valuetext',
        t(value < silenceBelow ? 'level.silence' : 'level.sound'),
      );
    };
    frame = requestAnimationFrame(draw);

    return () => {
      cancelAnimationFrame(frame);
      if (bar.current) bar.current.style.clipPath = '';
    };
  }, [active, t]);

  return (
    <div className={styles.levelMeter}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <meter ref={meter} className={styles.hidden} aria-labelledby={labelId} max={1} value={0} />
      <div aria-hidden className={styles.track}>
        <div ref={bar} className={styles.bar} />
      </div>
    </div>
  );
}

/** Whole segments, in percent of the width. */
function steps(value: number): number {
  return (Math.ceil(value * segments) / segments) * 100;
}
