import { newId } from '#client/lib/new-id.ts';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { splitIntoCaptions } from '#shared/caption-lines.ts';
import { limits } from '#shared/limits.ts';
import type { RequestInput } from '#shared/protocol.ts';

/** Each is a message to the whole room: twice a second looks like typing, and leaves the captioner's budget of writes to the captions. */
const DRAFT_EVERY_MS = 500;

export interface CaptionWriterOptions {
  request: Request;
  /** Sends it once, now or when the connection is back. */
  put(caption: RequestInput<'caption:say'>): void;
}

/**
 * What a captioner does: types a caption while everybody looks on, or takes the next of those prepared. A caption bears the time when its
 * first sign was typed or its first word heard, which is nearer to the voice than the moment it is finished.
 */
export class CaptionWriter {
  readonly #options: CaptionWriterOptions;
  readonly #prepared = createStore<readonly string[]>([]);
  #language = 'vi';
  #begunAtMs: number | undefined;
  #draft = '';
  #toldDraft = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CaptionWriterOptions) {
    this.#options = options;
  }

  /** Captions pasted in and not said yet. */
  get prepared(): ReadOnlyStore<readonly string[]> {
    return this.#prepared;
  }

  get language(): string {
    return this.#language;
  }

  setLanguage(language: string): void {
    this.close();
    this.#language = language;
  }

  /** What stands in the field now. */
  write(text: string): void {
    this.#draft = clip(text);
    if (this.#draft === '') this.#begunAtMs = undefined;
    else this.#begunAtMs ??= performance.now();
    this.#timer ??= setTimeout(() => this.#tellDraft(), DRAFT_EVERY_MS);
  }

  /** Says a caption; what is longer than one is said as several. */
  say(text: string, source: 'typed' | 'recognised'): void {
    const begunAgoMs = this.#begunAtMs === undefined ? 0 : performance.now() - this.#begunAtMs;
    const startedAgoMs = Math.min(Math.round(begunAgoMs), limits.captionDelayMaxMs);
    for (const part of splitIntoCaptions(text, limits.captionMax)) {
      this.#options.put({ clientId: newId(), language: this.#language, text: part, source, startedAgoMs });
    }
    this.#forgetDraft();
  }

  /** Keeps a text that is to be said, cut into captions. */
  prepare(text: string): void {
    this.#prepared.set((last) => [...last, ...splitIntoCaptions(text)]);
  }

  sayNext(): void {
    const [next, ...rest] = this.#prepared.get();
    if (next === undefined) return;
    this.say(next, 'typed');
    this.#prepared.set(rest);
  }

  clearPrepared(): void {
    this.#prepared.set([]);
  }

  /** Takes away what was begun and not said. */
  close(): void {
    if (this.#toldDraft) {
      this.#draft = '';
      this.#tellDraft();
    }
    this.#forgetDraft();
  }

  #tellDraft(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#draft === this.#toldDraft) return;
    this.#toldDraft = this.#draft;
    // For the eyes alone: one that is lost is followed by the next, or by the caption itself.
    this.#options.request('caption:draft', { language: this.#language, text: this.#draft }).catch(() => {});
  }

  /** The caption takes the draft's place on every page. */
  #forgetDraft(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#draft = '';
    this.#toldDraft = '';
    this.#begunAtMs = undefined;
  }
}

/** Of what is too long the end is what is being typed. */
function clip(text: string): string {
  return [...text.replace(/\s+/gu, ' ').trimStart()].slice(-limits.captionMax).join('');
}
