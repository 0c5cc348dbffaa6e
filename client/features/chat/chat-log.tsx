import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import type { ChannelState, ChatStore } from './chat.store.ts';
import { ChatAnnouncer } from './chat-announcer.tsx';
import { type ChatActs, ChatItem } from './chat-item.tsx';
import styles from './chat-log.module.css';
import { type PendingChat, PendingMessage } from './pending-message.tsx';
import { toThreads } from './thread.ts';
import { useStickyEnd } from './use-sticky-end.ts';

export interface ChatLogProps {
  store: ChatStore;
  channel: ChatChannel;
  state: ChannelState;
  ownIds: ReadonlySet<string>;
  isForStaff: boolean;
  pending: readonly PendingChat[];
  timeZone: string;
  acts: ChatActs;
  onEarlier: (before: number) => Promise<void>;
  onDiscard: (write: PendingChat) => void;
  onEdit: (write: PendingChat) => void;
}

/** The messages, the newest at the end and in sight for as long as nobody reads further up. */
export function ChatLog(props: ChatLogProps) {
  const { store, channel, state, ownIds, isForStaff, pending, timeZone, acts, onDiscard, onEdit } = props;
  const { messages, hasEarlier, unread } = state;
  const { t } = useTranslation('chat');
  const errorText = useErrorText();
  const [openId, setOpenId] = useState<string>();
  const [isFetching, setIsFetching] = useState(false);
  const threads = useMemo(() => toThreads(messages), [messages]);
  const content = useMemo(() => [threads, pending.length], [threads, pending.length]);
  const { scroller, isAtEnd, onScroll, goToEnd, keepPlace } = useStickyEnd(content);

  useEffect(() => {
    store.setReadingBack(channel, !isAtEnd);
    return () => store.setReadingBack(channel, false);
  }, [store, channel, isAtEnd]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever arrives while the end is in sight is seen
  useEffect(() => {
    if (isAtEnd) store.see(channel);
  }, [store, channel, isAtEnd, messages]);

  async function fetchEarlier() {
    const before = threads[0]?.message.place;
    if (before === undefined || isFetching) return;
    setIsFetching(true);
    keepPlace();
    try {
      await props.onEarlier(before);
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setIsFetching(false);
    }
  }

  return (
    <div className={styles.frame}>
      {/* What is read aloud of it, the announcer says, at a bearable pace. */}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t(channel === 'class' ? 'log' : 'logStaff')}
        className={styles.scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard
        tabIndex={0}
      >
        {hasEarlier && (
          <div className={styles.earlier}>
            <Button variant="quiet" icon="up" pending={isFetching} onClick={() => void fetchEarlier()}>
              {t('earlier')}
            </Button>
          </div>
        )}
        {threads.length + pending.length === 0 && (
          <div className={styles.none}>
            <p className={styles.noneTitle}>{t('none')}</p>
            <p>{t(channel === 'class' ? 'noneText' : 'noneStaff')}</p>
          </div>
        )}
        <ol>
          {threads.map((thread) => (
            <ChatItem
              key={thread.message.messageId}
              thread={thread}
              ownIds={ownIds}
              isForStaff={isForStaff}
              timeZone={timeZone}
              openId={openId}
              onOpen={setOpenId}
              acts={acts}
            />
          ))}
          {pending.map((write) => (
            <PendingMessage
              key={write.id}
              write={write}
              onDiscard={() => onDiscard(write)}
              onEdit={() => onEdit(write)}
            />
          ))}
        </ol>
      </div>
      {!isAtEnd && unread > 0 && (
        <Button variant="primary" icon="down" className={styles.arrived} onClick={goToEnd}>
          {t('arrived', { count: unread })}
        </Button>
      )}
      <ChatAnnouncer messages={messages} ownIds={ownIds} />
    </div>
  );
}
