/** A caption with times in milliseconds from the beginning of what it belongs to. */
export interface TimedText {
  startMs: number;
  text: string;
}

/** Slow readers manage 13 signs a second; the bounds keep a word from flashing and a line from staying. */
const READING_MS_PER_SIGN = 80;
const SHOWN_MIN_MS = 1_500;
const SHOWN_MAX_MS = 7_000;

/**
 * A WebVTT file (https://www.w3.org/TR/webvtt1/), piece by piece. Captions come in the order of speech; each is shown as long as it
 * takes to read, or until the next. What was said before the beginning is left out.
 */
export async function* toWebVtt(
  captions: AsyncIterable<TimedText>,
  { language }: { language: string },
): AsyncGenerator<string> {
  yield `WEBVTT\nKind: captions\nLanguage: ${language}\n`;
  let shown: TimedText | undefined;
  for await (const caption of captions) {
    if (caption.startMs < 0) continue;
    // Two at the same moment follow each other: a player would lay them over one another.
    const startMs = shown ? Math.max(caption.startMs, shown.startMs + 1) : caption.startMs;
    if (shown) yield toCue(shown, startMs);
    shown = { ...caption, startMs };
  }
  if (shown) yield toCue(shown, Number.POSITIVE_INFINITY);
}

function toCue({ startMs, text }: TimedText, nextMs: number): string {
  const readingMs = Math.min(Math.max([...text].length * READING_MS_PER_SIGN, SHOWN_MIN_MS), SHOWN_MAX_MS);
  const endMs = Math.min(startMs + readingMs, nextMs);
  return `\n${toTimestamp(startMs)} --> ${toTimestamp(endMs)}\n${escapeText(text)}\n`;
}

function toTimestamp(ms: number): string {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const seconds = Math.floor(ms / 1_000);
  const hours = Math.floor(seconds / 3_600);
  return `${pad(hours)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(ms % 1_000, 3)}`;
}

/** A caption is one line, and none of its signs may begin a tag or look like an arrow between times. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
