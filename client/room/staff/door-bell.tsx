import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { dismissToast, showToast } from '#client/ui/toasts.store.ts';
import { useRoom } from '../room-context.ts';

/** Says once that somebody waits, however many more come after: the number stands on the tab. `isSeen`: they are in sight. */
export function DoorBell({ isSeen, onLook }: { isSeen: boolean; onLook: () => void }) {
  const { t } = useTranslation('order');
  const { order } = useRoom();
  const count = useStore(order.state, (state) => state?.waiting.count ?? 0);
  const last = useRef(0);
  const toast = useRef<number>(undefined);

  useEffect(() => {
    const isFirst = last.current === 0 && count > 0;
    last.current = count;
    // It speaks of somebody who waits: not once nobody does, nor beside the list that shows them.
    if ((count === 0 || isSeen) && toast.current !== undefined) dismissToast(toast.current);
    if (isFirst && !isSeen) {
      toast.current = showToast({
        text: t('waiting.bell', { count }),
        tone: 'warning',
        actionLabel: t('waiting.look'),
        onAction: onLook,
      });
    }
  }, [count, isSeen, onLook, t]);

  return null;
}
