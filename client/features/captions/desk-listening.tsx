import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import styles from './caption-desk.module.css';
import type { CaptionWriter } from './caption-writer.ts';
import { findRecogniser, type Recogniser, SpeechListener } from './speech-recognition.ts';

/** The browser's own speech recognition, where it has one. */
export function DeskListening({ writer, language }: { writer: CaptionWriter; language: string }) {
  const { t } = useTranslation('captions');
  const [createRecogniser] = useState(() => findRecogniser());
  if (!createRecogniser) {
    return (
      <div className={styles.panel}>
        <Banner tone="warning">{t('listening.unsupported')}</Banner>
      </div>
    );
  }
  return <Listening writer={writer} language={language} createRecogniser={createRecogniser} />;
}

function Listening({
  writer,
  language,
  createRecogniser,
}: {
  writer: CaptionWriter;
  language: string;
  createRecogniser: () => Recogniser;
}) {
  const { t } = useTranslation('captions');
  const [listener] = useState(
    () =>
      new SpeechListener({
        createRecogniser,
        onDraft: (text) => writer.write(text),
        onSaid: (text) => writer.say(text, 'recognised'),
      }),
  );
  const state = useStore(listener.state);
  const isOn = state.name === 'listening' || state.name === 'trouble';

  useEffect(() => () => listener.stop(), [listener]);

  return (
    <div className={styles.panel}>
      <div className={styles.acts}>
        {isOn ? (
          <Button icon="stop" onClick={() => listener.stop()}>
            {t('listening.stop')}
          </Button>
        ) : (
          <Button variant="primary" icon="microphone" onClick={() => listener.start(language)}>
            {t('listening.start')}
          </Button>
        )}
      </div>
      <div role="status">
        {state.name === 'listening' && <p>{t('listening.on')}</p>}
        {state.name === 'trouble' && <Banner tone="warning">{t('listening.trouble')}</Banner>}
        {state.name === 'failed' && <Banner tone="danger">{t(failureWords[state.reason])}</Banner>}
      </div>
      <p className={styles.note}>{t('listening.privacy')}</p>
    </div>
  );
}

const failureWords = {
  denied: 'listening.denied',
  microphone: 'listening.microphone',
  language: 'listening.languageMissing',
} as const;
