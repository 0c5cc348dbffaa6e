import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { Icon } from '#client/ui/icon.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import type { ChatMessage, ChatStore } from './chat.store.ts';
import { ChatComposer } from './chat-composer.tsx';
import type { ChatActs } from './chat-item.tsx';
import { ChatLog } from './chat-log.tsx';
import styles from './chat-panel.module.css';
import { addChatWords } from './chat-words.ts';
import type { PendingChat } from './pending-message.tsx';

addChatWords();

export interface ChatPanelProps {
  store: ChatStore;
  channel: ChatChannel;
  /** Everybody's writes on their way; only those of this channel are shown. */
  pending: readonly PendingChat[];
  timeZone: string;
  nowMs: () => number;
  isForStaff: boolean;
  isLocked: boolean;
  /** 0 for whoever may write as fast as they can. */
  slowModeSeconds: number;
  /** Above the messages: staff's switch and settings. */
  head?: ReactNode;
  onSay: (say: { answersId: string | null; body: string }) => void;
  onDelete: (messageId: string) => Promise<void>;
  /** Staff's: puts it among the questions. */
  onAsk?: ((messageId: string) => Promise<void>) | undefined;
  onEarlier: (before: number) => Promise<void>;
  onDiscard: (writeId: string) => void;
}

/** One channel: what was said, and the line to say something. */
export function ChatPanel(props: ChatPanelProps) {
  const { store, channel, timeZone, nowMs, isForStaff, isLocked, slowModeSeconds, onSay } = props;
  const { t } = useTranslation('chat');
  const errorText = useErrorText();
  const { channels, ownIds, lastSentAtMs } = useStore(store.state);
  const [answering, setAnswering] = useState<ChatMessage>();
  const [composerKey, setComposerKey] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const mayModerate = isForStaff && channel === 'class';

  const acts = useMemo((): ChatActs => {
    const attempt = async (act: Promise<void> | undefined, done: string) => {
      // What was pressed goes with the message; the line is where one goes on.
      field.current?.focus();
      try {
        await act;
        showToast({ text: done, tone: 'success' });
      } catch (error) {
        showToast({ text: errorText(error), tone: 'danger' });
      }
    };
    return {
      onDelete: ({ messageId }) => void attempt(latest.current.onDelete(messageId), t('deleted')),
      ...(mayModerate && {
        onAnswer: (message) => {
          setAnswering(message);
          field.current?.focus();
        },
        onAsk: ({ messageId }) => void attempt(latest.current.onAsk?.(messageId), t('asked')),
      }),
    };
  }, [mayModerate, errorText, t]);

  function edit(write: PendingChat) {
    props.onDiscard(write.id);
    store.drafts[channel] = write.input.body;
    setComposerKey(composerKey + 1);
  }

  return (
    <div className={styles.panel}>
      {props.head}
      <ChatLog
        key={channel}
        store={store}
        channel={channel}
        state={channels[channel]}
        ownIds={ownIds}
        isForStaff={isForStaff}
        pending={props.pending.filter(({ input }) => input.channel === channel)}
        timeZone={timeZone}
        acts={acts}
        onEarlier={props.onEarlier}
        onDiscard={({ id }) => props.onDiscard(id)}
        onEdit={edit}
      />
      {isLocked ? (
        <p className={styles.locked}>
          <Icon name="lock" size={20} />
          {t('locked')}
        </p>
      ) : (
        <ChatComposer
          key={`${channel}-${composerKey}`}
          label={
            answering
              ? t('writeAnswer', { name: answering.authorName })
              : t(channel === 'class' ? 'write' : 'writeStaff')
          }
          draft={store.drafts[channel]}
          onDraft={(draft) => {
            store.drafts[channel] = draft;
          }}
          onSend={(body) => {
            onSay({ answersId: answering?.messageId ?? null, body });
            setAnswering(undefined);
          }}
          slowModeSeconds={slowModeSeconds}
          freeAtMs={slowModeSeconds > 0 ? lastSentAtMs + slowModeSeconds * 1_000 : 0}
          nowMs={nowMs}
          answering={
            answering && {
              label: `${t('writeAnswer', { name: answering.authorName })}: ${answering.body}`,
              onStop: () => {
                setAnswering(undefined);
                field.current?.focus();
              },
            }
          }
          fieldRef={field}
        />
      )}
    </div>
  );
}
