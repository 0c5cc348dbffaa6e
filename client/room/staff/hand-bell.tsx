import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addStageWords } from '#client/features/stage/stage-words.ts';
import { useStore } from '#client/lib/store.ts';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { useRoom } from '../room-context.ts';

addStageWords();

/** Asked "who has done it?", forty hands go up at once. */
const SAY_EVERY_MS = 8_000;

/** Tells a screen reader whose hand has gone up, gathered; for the eye the number stands on the tab. */
export function HandBell() {
  const { t } = useTranslation('room-stage');
  const raised = useStore(useRoom().stage.state, (state) => state.raised);
  const [said, setSaid] = useState('');
  const saidUpTo = useRef(raised.at(-1)?.number ?? 0);
  const lastSaidMs = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const arrived = raised.filter(({ number }) => number > saidUpTo.current);
    const newest = arrived.at(-1);
    if (!newest) return;
    const timer = setTimeout(
      () => {
        saidUpTo.current = newest.number;
        lastSaidMs.current = performance.now();
        const { name } = newest;
        setSaid(
          arrived.length === 1
            ? t('staff.raised', { name })
            : t('staff.raisedMany', { count: arrived.length, name }),
        );
      },
      Math.max(0, lastSaidMs.current + SAY_EVERY_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [raised, t]);

  return (
    <VisuallyHidden as="div">
      <p role="status">{said}</p>
    </VisuallyHidden>
  );
}
