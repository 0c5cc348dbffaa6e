import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#client/lib/i18n.ts';
import type { Request } from '#client/lib/socket.ts';
import type { ReadOnlyStore } from '#client/lib/store.ts';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Select } from '#client/ui/select.tsx';
import { type Tab, Tabs } from '#client/ui/tabs.tsx';
import type { RequestInput } from '#shared/protocol.ts';
import styles from './caption-desk.module.css';
import { addCaptionWords } from './caption-words.ts';
import { CaptionWriter } from './caption-writer.ts';
import type { CaptionsState } from './captions.store.ts';
import { DeskListening } from './desk-listening.tsx';
import { DeskPort } from './desk-port.tsx';
import { DeskSaid } from './desk-said.tsx';
import { DeskTyping } from './desk-typing.tsx';
import { captionLanguages, languageName } from './language-name.ts';

addCaptionWords();

type Way = 'type' | 'listen' | 'service';

export interface CaptionDeskProps {
  sessionId: string;
  timeZone: string;
  captions: ReadOnlyStore<CaptionsState>;
  request: Request;
  /** Sends a caption once, now or when the connection is back. */
  onSay: (caption: RequestInput<'caption:say'>) => void;
  /** Captions that wait for the connection. */
  waiting: number;
  onClose: () => void;
}

/** Where staff write captions: by hand, by the browser's ear, or by letting a service in. */
export function CaptionDesk(props: CaptionDeskProps) {
  const { sessionId, timeZone, captions, request, onSay, waiting, onClose } = props;
  const { t } = useTranslation('captions');
  const [pageLanguage] = useLanguage();
  const [writer] = useState(() => new CaptionWriter({ request, put: onSay }));
  const [language, setLanguage] = useState(writer.language);
  const [way, setWay] = useState<Way>('type');

  useEffect(() => () => writer.close(), [writer]);

  const tabs: Tab<Way>[] = [
    { id: 'type', label: t('desk.type'), icon: 'edit', panel: <DeskTyping writer={writer} /> },
    {
      id: 'listen',
      label: t('desk.listen'),
      icon: 'microphone',
      panel: <DeskListening key={language} writer={writer} language={language} />,
    },
    {
      id: 'service',
      label: t('desk.service'),
      icon: 'link',
      panel: <DeskPort sessionId={sessionId} timeZone={timeZone} />,
    },
  ];

  return (
    <section className={styles.desk} aria-label={t('desk.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('desk.title')}</h2>
        <Select
          label={t('desk.language')}
          hideLabel
          value={language}
          onChange={(next) => {
            writer.setLanguage(next);
            setLanguage(next);
          }}
          options={captionLanguages.map((value) => ({ value, label: languageName(value, pageLanguage) }))}
        />
        <IconButton icon="close" label={t('desk.close')} onClick={onClose} />
      </header>
      <Tabs label={t('desk.way')} tabs={tabs} selected={way} onSelect={setWay} />
      {waiting > 0 && (
        <p className={styles.note} role="status">
          {t('desk.waiting', { count: waiting })}
        </p>
      )}
      <DeskSaid captions={captions} language={language} request={request} />
    </section>
  );
}
