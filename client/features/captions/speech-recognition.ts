import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';

/** The part of the browsers' speech recognition that is used here (https://webaudio.github.io/web-speech-api/). */
export interface Recogniser {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: RecogniserResults) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

export interface RecogniserResults {
  resultIndex: number;
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
}

export type ListeningState =
  | { name: 'off' }
  | { name: 'listening' }
  /** It stopped by itself and begins again. */
  | { name: 'trouble' }
  /** Trying again would not help. */
  | { name: 'failed'; reason: 'denied' | 'microphone' | 'language' };

export interface SpeechListenerOptions {
  createRecogniser: () => Recogniser;
  onDraft(text: string): void;
  onSaid(text: string): void;
}

/** The service behind a browser's recognition may be away for a while: asked again at this pace. */
const RETRY_AFTER_MS = 2_000;

const hopeless: Readonly<Record<string, Extract<ListeningState, { name: 'failed' }>['reason']>> = {
  'not-allowed': 'denied',
  'service-not-allowed': 'denied',
  'audio-capture': 'microphone',
  'language-not-supported': 'language',
};

/** Listens by the browser's own speech recognition, which ends by itself after each pause, until it is told to stop. */
export class SpeechListener {
  readonly #options: SpeechListenerOptions;
  readonly #state = createStore<ListeningState>({ name: 'off' });
  #recogniser: Recogniser | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SpeechListenerOptions) {
    this.#options = options;
  }

  get state(): ReadOnlyStore<ListeningState> {
    return this.#state;
  }

  /** @param language a BCP 47 tag, as in `vi` */
  start(language: string): void {
    this.stop();
    const recogniser = this.#options.createRecogniser();
    this.#recogniser = recogniser;
    recogniser.lang = language;
    recogniser.continuous = true;
    recogniser.interimResults = true;
    recogniser.onresult = (event) => this.#take(event);
    recogniser.onerror = ({ error }) => this.#fail(error);
    recogniser.onend = () => this.#begin(recogniser);
    this.#begin(recogniser);
  }

  stop(): void {
    clearTimeout(this.#timer);
    const recogniser = this.#recogniser;
    this.#recogniser = undefined;
    recogniser?.stop();
    this.#state.set({ name: 'off' });
  }

  #begin(recogniser: Recogniser): void {
    if (recogniser !== this.#recogniser) return;
    clearTimeout(this.#timer);
    if (this.#state.get().name === 'trouble') {
      this.#timer = setTimeout(() => this.#listen(recogniser), RETRY_AFTER_MS);
    } else {
      this.#listen(recogniser);
    }
  }

  #listen(recogniser: Recogniser): void {
    if (recogniser !== this.#recogniser) return;
    this.#state.set({ name: 'listening' });
    recogniser.start();
  }

  #take({ resultIndex, results }: RecogniserResults): void {
    let draft = '';
    for (let index = resultIndex; index < results.length; index += 1) {
      const result = results[index];
      const text = result?.[0]?.transcript.trim() ?? '';
      if (text === '') continue;
      if (result?.isFinal) this.#options.onSaid(text);
      else draft = `${draft} ${text}`.trim();
    }
    if (draft) this.#options.onDraft(draft);
  }

  #fail(error: string): void {
    const reason = hopeless[error];
    if (reason) {
      this.stop();
      this.#state.set({ name: 'failed', reason });
    } else if (error !== 'no-speech' && error !== 'aborted') {
      this.#state.set({ name: 'trouble' });
    }
  }
}

type RecogniserClass = new () => Recogniser;

/** Chrome, Edge and Safari have it, under one of two names; Firefox and in-app browsers do not. */
export function findRecogniser(): (() => Recogniser) | undefined {
  const page = window as Window & {
    SpeechRecognition?: RecogniserClass;
    webkitSpeechRecognition?: RecogniserClass;
  };
  const Found = page.SpeechRecognition ?? page.webkitSpeechRecognition;
  return Found && (() => new Found());
}
