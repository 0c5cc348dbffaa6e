import { useEffect, useState } from 'react';
import type { ReadOnlyStore } from '#client/lib/store.ts';
import { useStore } from '#client/lib/store.ts';
import styles from './caption-overlay.module.css';
import type { CaptionsState } from './captions.store.ts';

/** Long enough for the slowest reader of the longest caption; then the picture is free again. */
const SHOWN_MS = 8_000;
const LINES_MAX = 2;

/** The latest captions over the lower edge of the stage. Not a live region: whoever listens to a screen reader hears the speaker. */
export function CaptionOverlay({
  captions,
  language,
}: {
  captions: ReadOnlyStore<CaptionsState>;
  language: string;
}) {
  const { latest, draft } = useStore(captions);
  const said = latest.filter((caption) => caption.language === language);
  const typed = draft?.language === language ? draft.text : '';
  const newest = said.at(-1);
  const isFresh = useFreshness(`${newest?.captionId} ${newest?.text} ${typed}`);
  if (!isFresh || (!newest && !typed)) return null;

  const lines = said.slice(typed ? 1 - LINES_MAX : -LINES_MAX);
  return (
    <div className={styles.overlay} lang={language} data-testid="captions">
      {lines.map(({ captionId, text }) => (
        <p key={captionId}>
          <span>{text}</span>
        </p>
      ))}
      {typed && (
        <p data-draft>
          <span>{typed}</span>
        </p>
      )}
    </div>
  );
}

/** True for a while after the text has become another one. What stood there when the page came is old. */
function useFreshness(text: string): boolean {
  const [first] = useState(text);
  const [stale, setStale] = useState(first);
  useEffect(() => {
    if (text === first) return;
    const timer = setTimeout(() => setStale(text), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text, first]);
  return text !== stale;
}
