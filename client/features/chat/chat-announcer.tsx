import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { type ChatMessage, isDeleted } from './chat.store.ts';

/** A lively class writes a line a second; a voice that read each would never come to an end. */
const SAY_EVERY_MS = 8_000;

/** Tells a screen reader what has come, gathered: the newest line in full, the others as a number. */
export function ChatAnnouncer({
  messages,
  ownIds,
}: {
  messages: readonly ChatMessage[];
  ownIds: ReadonlySet<string>;
}) {
  const { t } = useTranslation('chat');
  const [said, setSaid] = useState('');
  const saidUpTo = useRef(messages.at(-1)?.place ?? 0);
  const lastSaidMs = useRef(0);

  useEffect(() => {
    const arrived = messages.filter(
      (message) => message.place > saidUpTo.current && !ownIds.has(message.messageId) && !isDeleted(message),
    );
    const newest = arrived.at(-1);
    if (!newest) return;
    const timer = setTimeout(
      () => {
        saidUpTo.current = newest.place;
        lastSaidMs.current = performance.now();
        const latest = { name: newest.authorName, text: newest.body };
        setSaid(
          arrived.length === 1
            ? t('arrivedFrom', latest)
            : t('arrivedMany', { count: arrived.length, ...latest }),
        );
      },
      Math.max(0, lastSaidMs.current + SAY_EVERY_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [messages, ownIds, t]);

  return (
    <div role="status">
      <VisuallyHidden>{said}</VisuallyHidden>
    </div>
  );
}
