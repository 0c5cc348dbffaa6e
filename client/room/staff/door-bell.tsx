import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { dismissToast, showToast } from '#client/ui/toasts.store.ts';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { useRoom } from '../room-context.ts';
import { orderOf } from './staff-parts.ts';

/** Says once that somebody waits, however many more come after: the number stands on the tab. `isSeen`: they are in sight. */
export function DoorBell({ isSeen, onLook }: { isSeen: boolean; onLook: () => void }) {
  const { t } = useTranslation('order');
  const order = orderOf(useRoom());
  const count = useStore(order.state, (state) => state?.waiting.count ?? 0);
  const last = useRef(0);
  const toast = useRef<number>(undefined);
  const [said, setSaid] = useState('');

  useEffect(() => {
    const isFirst = last.current === 0 && count > 0;
    last.current = count;
    // It speaks of somebody who waits: not once nobody does, nor beside the list that shows them.
    if ((count === 0 || isSeen) && toast.current !== undefined) dismissToast(toast.current);
    if (count === 0) setSaid('');
    if (!isFirst) return;
    const text = t('waiting.bell', { count });
    // In sight is not in hearing.
    if (isSeen) setSaid(text);
    else {
      toast.current = showToast({
        text,
        tone: 'warning',
        actionLabel: t('waiting.look'),
        onAction: onLook,
      });
    }
  }, [count, isSeen, onLook, t]);

  return (
    <VisuallyHidden as="div">
      <p role="status">{said}</p>
    </VisuallyHidden>
  );
}
