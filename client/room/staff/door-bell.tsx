import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { useRoom } from '../room-context.ts';

/** Says once that somebody waits, however many more come after: the number stands on the tab. `isSeen`: they are in sight. */
export function DoorBell({ isSeen, onLook }: { isSeen: boolean; onLook: () => void }) {
  const { t } = useTranslation('order');
  const { order } = useRoom();
  const count = useStore(order.state, (state) => state?.waiting.count ?? 0);
  const last = useRef(0);

  useEffect(() => {
    const isFirst = last.current === 0 && count > 0;
    last.current = count;
    if (isFirst && !isSeen) {
      showToast({
        text: t('waiting.bell', { count }),
        tone: 'warning',
        actionLabel: t('waiting.look'),
        onAction: onLook,
      });
    }
  }, [count, isSeen, onLook, t]);

  return null;
}
