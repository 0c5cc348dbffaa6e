import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Recogniser, SpeechListener } from './speech-recognition.ts';

/** What a browser's recogniser does, by hand: the real ones ask a service of their maker's, which tests cannot reach. */
class HandRecogniser implements Recogniser {
  lang = '';
  continuous = false;
  interimResults = false;
  onresult: Recogniser['onresult'] = null;
  onerror: Recogniser['onerror'] = null;
  onend: Recogniser['onend'] = null;
  starts = 0;
  start(): void {
    this.starts += 1;
  }
  stop(): void {
    this.onend?.();
  }
  hear(transcript: string, isFinal: boolean): void {
    const result = Object.assign([{ transcript }], { isFinal });
    this.onresult?.({ resultIndex: 0, results: [result] });
  }
}

let recogniser: HandRecogniser;
let heard: string[];
let listener: SpeechListener;

beforeEach(() => {
  vi.useFakeTimers();
  recogniser = new HandRecogniser();
  heard = [];
  listener = new SpeechListener({
    createRecogniser: () => recogniser,
    onDraft: (text) => heard.push(`… ${text}`),
    onSaid: (text) => heard.push(text),
  });
  listener.start('vi');
});
afterEach(() => vi.useRealTimers());

it('hands on what is being said and then what was said', () => {
  recogniser.hear(' chào bà ', false);
  recogniser.hear(' chào bà con ', true);
  recogniser.hear('  ', true);
  expect(heard).toEqual(['… chào bà', 'chào bà con']);
  expect(recogniser).toMatchObject({ lang: 'vi', continuous: true, interimResults: true });
});

it('goes on after each pause, at once after silence and with a breath after trouble', () => {
  recogniser.onerror?.({ error: 'no-speech' });
  recogniser.onend?.();
  expect(recogniser.starts).toBe(2);
  recogniser.onerror?.({ error: 'network' });
  recogniser.onend?.();
  expect(recogniser.starts).toBe(2);
  expect(listener.state.get()).toEqual({ name: 'trouble' });
  vi.advanceTimersByTime(2_000);
  expect(recogniser.starts).toBe(3);
  expect(listener.state.get()).toEqual({ name: 'listening' });
});

it('stops when it is told to, and when trying again would not help', () => {
  listener.stop();
  expect(recogniser.starts).toBe(1);
  listener.start('vi');
  recogniser.onerror?.({ error: 'not-allowed' });
  vi.advanceTimersByTime(60_000);
  expect(recogniser.starts).toBe(2);
  expect(listener.state.get()).toEqual({ name: 'failed', reason: 'denied' });
});
