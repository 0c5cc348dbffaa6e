import { type ClipboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Form } from '#client/ui/form.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { splitIntoCaptions } from '#shared/caption-lines.ts';
import styles from './caption-desk.module.css';
import type { CaptionWriter } from './caption-writer.ts';

/** A field that everybody reads along; a script that is pasted into it waits its turn, caption by caption. */
export function DeskTyping({ writer }: { writer: CaptionWriter }) {
  const { t } = useTranslation('captions');
  const prepared = useStore(writer.prepared);
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [next] = prepared;

  function write(value: string) {
    setText(value);
    writer.write(value);
  }

  function send() {
    if (text.trim() !== '') {
      writer.say(text, 'typed');
      setText('');
    } else {
      writer.sayNext();
    }
    field.current?.focus();
  }

  function takePaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    if (splitIntoCaptions(pasted).length < 2) return;
    event.preventDefault();
    writer.prepare(pasted);
  }

  return (
    <div className={styles.panel} onPaste={takePaste}>
      <Form onSubmit={send}>
        <div className={styles.typing}>
          <TextField
            ref={field}
            label={t('desk.field')}
            value={text}
            onChange={write}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" variant="primary" icon="send">
            {t('desk.send')}
          </Button>
        </div>
      </Form>
      {next === undefined ? (
        <p className={styles.note}>
          {t('desk.fieldHint')} {t('desk.paste')}
        </p>
      ) : (
        <>
          <p className={styles.note} role="status">
            {t('desk.prepared', { count: prepared.length })}
          </p>
          <p className={styles.prepared} lang={writer.language}>
            {next}
          </p>
          <div className={styles.acts}>
            <Button icon="next" onClick={() => writer.sayNext()}>
              {t('desk.next')}
            </Button>
            <Button variant="quiet" onClick={() => writer.clearPrepared()}>
              {t('desk.clear')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
