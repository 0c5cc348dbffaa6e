import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Badge } from '#client/ui/badge.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { type ChatChannel, chatChannels } from '#shared/chat-channels.ts';
import { type SlowMode, slowModes } from '#shared/room-features.ts';
import { RoomChat } from '../chat/room-chat.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './staff-chat-panel.module.css';

/** The class's chat and, one press away, staff's own. */
export function StaffChatPanel() {
  const [channel, setChannel] = useState<ChatChannel>('class');
  const chosen = useRef<HTMLButtonElement>(null);
  const shown = useRef(channel);

  useEffect(() => {
    if (shown.current === channel) return;
    shown.current = channel;
    // The other channel is another panel, with this switch drawn anew in it.
    chosen.current?.focus();
  }, [channel]);

  return (
    <RoomChat
      channel={channel}
      head={
        <div className={styles.head}>
          <ChannelSwitch channel={channel} onChannel={setChannel} chosen={chosen} />
          {channel === 'class' && <ChatSettings />}
        </div>
      }
    />
  );
}

function ChannelSwitch({
  channel,
  onChannel,
  chosen,
}: {
  channel: ChatChannel;
  onChannel: (channel: ChatChannel) => void;
  chosen: RefObject<HTMLButtonElement | null>;
}) {
  const { t } = useTranslation('chat');
  const channels = useStore(useRoom().chat.state, (state) => state.channels);
  return (
    <fieldset className={styles.switch} aria-label={t('channel')}>
      {chatChannels.map((each) => {
        const { unread } = channels[each];
        return (
          <button
            key={each}
            ref={each === channel ? chosen : undefined}
            type="button"
            className={styles.choice}
            aria-pressed={each === channel}
            onClick={() => onChannel(each)}
          >
            {t(each)}
            {unread > 0 && <Badge count={unread} label={t('unread', { count: unread })} />}
          </button>
        );
      })}
    </fieldset>
  );
}

/** How fast learners may write. */
function ChatSettings() {
  const { t } = useTranslation('chat');
  const room = useRoom();
  const { session } = useFacts();
  const f = useFormat(session.timeZone);
  const errorText = useErrorText();

  async function setSlowMode(seconds: SlowMode) {
    try {
      const { sessionId } = session;
      room.takeSession(
        await http('POST /api/sessions/:sessionId/slow-mode', { params: { sessionId }, body: { seconds } }),
      );
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    }
  }

  return (
    <Menu
      label={t('settings')}
      icon="settings"
      showLabel={false}
      variant="quiet"
      items={[
        { heading: t('slowMode') },
        ...slowModes.map((seconds) => ({
          label: seconds === 0 ? t('slowOff') : t('slowBy', { duration: f.duration(seconds * 1_000) }),
          checked: session.slowModeSeconds === seconds,
          onSelect: () => void setSlowMode(seconds),
        })),
      ]}
    />
  );
}
