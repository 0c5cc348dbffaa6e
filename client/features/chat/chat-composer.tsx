import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { limits } from '#shared/limits.ts';
import styles from './chat-composer.module.css';

export interface ChatComposerProps {
  /** What the field is for: it is its name, too. */
  label: string;
  /** What was written before another panel was looked at. */
  draft: string;
  onDraft: (draft: string) => void;
  onSend: (body: string) => void;
  slowModeSeconds: number;
  /** In slow mode: when the next message may go, by the server's clock. */
  freeAtMs: number;
  nowMs: () => number;
  /** What is answered stands above the field, with the way out. */
  answering?: { label: string; onStop: () => void } | undefined;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
}

/** A line and its button. One may go on writing while slow mode counts down. */
export function ChatComposer(props: ChatComposerProps) {
  const { label, draft, onDraft, onSend, slowModeSeconds, freeAtMs, nowMs, answering, fieldRef } = props;
  const { t } = useTranslation('chat');
  const f = useFormat();
  const [body, setBody] = useState(draft);
  const secondsLeft = useSecondsLeft(freeAtMs, nowMs);
  const written = body.trim();
  const isTooLong = countCodePoints(written) > limits.chatMessageMax;
  const maySend = written !== '' && !isTooLong && secondsLeft === 0;

  function write(next: string) {
    setBody(next);
    onDraft(next);
  }

  function send() {
    if (!maySend) return;
    onSend(written);
    write('');
    // The button that was pressed may go, for the countdown.
    fieldRef.current?.focus();
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {answering && (
        <p className={styles.answering}>
          <span>{answering.label}</span>
          <IconButton icon="close" label={t('stopAnswering')} onClick={answering.onStop} />
        </p>
      )}
      {slowModeSeconds > 0 && (
        <p className={styles.slow}>{t('slow', { duration: f.duration(slowModeSeconds * 1_000) })}</p>
      )}
      <div className={styles.row}>
        <TextArea
          label={label}
          hideLabel
          placeholder={label}
          value={body}
          onChange={write}
          max={limits.chatMessageMax}
          rows={1}
          error={isTooLong ? t('long', { max: limits.chatMessageMax }) : undefined}
          onSubmitShortcut={send}
          submitsOnEnter
          ref={fieldRef}
        />
        {secondsLeft > 0 ? (
          <Button
            type="submit"
            icon="clock"
            disabled
            className={styles.wait}
            aria-label={t('sendIn', { seconds: t('seconds', { count: secondsLeft }) })}
          >
            {t('seconds', { count: secondsLeft })}
          </Button>
        ) : (
          <IconButton variant="primary" icon="send" label={t('send')} onClick={send} />
        )}
      </div>
    </form>
  );
}

/** Counts down to 0 and stops; draws once a second. */
function useSecondsLeft(untilMs: number, nowMs: () => number): number {
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    const read = () => Math.max(0, Math.ceil((untilMs - nowMs()) / 1_000));
    setSecondsLeft(read());
    if (read() === 0) return;
    const timer = setInterval(() => {
      setSecondsLeft(read());
      if (read() === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [untilMs, nowMs]);

  return secondsLeft;
}
