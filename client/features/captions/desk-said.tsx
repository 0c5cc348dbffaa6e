import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import type { Request } from '#client/lib/socket.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Form } from '#client/ui/form.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CaptionDto } from '#shared/features/captions.ts';
import { limits } from '#shared/limits.ts';
import styles from './caption-desk.module.css';
import type { CaptionsState } from './captions.store.ts';

/** As many as can be mended while the voice goes on. */
const SHOWN_MAX = 4;

/** What was said last, the newest first, to be corrected or taken away. */
export function DeskSaid({
  captions,
  language,
  request,
}: {
  captions: ReadOnlyStore<CaptionsState>;
  language: string;
  request: Request;
}) {
  const { t } = useTranslation('captions');
  const errorText = useErrorText();
  const { latest } = useStore(captions);
  const [editedId, setEditedId] = useState<string>();
  const said = latest.filter((caption) => caption.language === language).slice(-SHOWN_MAX);

  function attempt(act: Promise<unknown>) {
    act.catch((error: unknown) => showToast({ text: errorText(error), tone: 'danger' }));
  }

  function correct(captionId: string, text: string) {
    setEditedId(undefined);
    if (text.trim() === '') return;
    attempt(request('caption:correct', { captionId, text }));
  }

  return (
    <section aria-label={t('desk.said')}>
      <p className={styles.note}>{said.length === 0 ? t('desk.none') : t('desk.said')}</p>
      <ul className={styles.said}>
        {said.toReversed().map((caption) => (
          <li key={caption.captionId}>
            {editedId === caption.captionId ? (
              <Correction
                caption={caption}
                onSave={(text) => correct(caption.captionId, text)}
                onCancel={() => setEditedId(undefined)}
              />
            ) : (
              <>
                <p lang={caption.language}>{caption.text}</p>
                <IconButton
                  icon="edit"
                  label={t('desk.edit', { text: caption.text })}
                  onClick={() => setEditedId(caption.captionId)}
                />
                <IconButton
                  icon="trash"
                  label={t('desk.remove', { text: caption.text })}
                  onClick={() => attempt(request('caption:remove', { captionId: caption.captionId }))}
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Correction({
  caption,
  onSave,
  onCancel,
}: {
  caption: CaptionDto;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('captions');
  const [text, setText] = useState(caption.text);
  return (
    <Form onSubmit={() => onSave(text)}>
      <div className={styles.typing}>
        <TextField
          label={t('desk.edit', { text: caption.text })}
          hideLabel
          value={text}
          onChange={setText}
          maxLength={limits.captionMax}
          autoFocus
        />
        <Button type="submit">{t('desk.save')}</Button>
        <Button variant="quiet" onClick={onCancel}>
          {t('desk.cancel')}
        </Button>
      </div>
    </Form>
  );
}
