import { newId } from '#client/lib/new-id.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { uploadFile } from './upload-file.ts';

export interface Upload {
  uploadId: string;
  topicId: string;
  file: File;
  sentBytes: number;
  state: 'waiting' | 'sending' | 'failed';
  error?: unknown;
}

export type UploadListener = (material: MaterialDto) => void;

/** On a rural line two files share what there is; more would only all be slow together. */
const AT_ONCE = 2;

/**
 * Files on their way to the server. They go on while the person looks at other pages of the site; what has arrived leaves
 * the list, what failed stays until it is sent again or dismissed.
 */
export class Uploads {
  readonly #store = createStore<readonly Upload[]>([]);
  readonly #aborts = new Map<string, AbortController>();
  readonly #onDone: UploadListener;

  constructor(onDone: UploadListener) {
    this.#onDone = onDone;
  }

  get list(): ReadOnlyStore<readonly Upload[]> {
    return this.#store;
  }

  add(topicId: string, files: readonly File[]): void {
    const added = files.map(
      (file): Upload => ({ uploadId: newId(), topicId, file, sentBytes: 0, state: 'waiting' }),
    );
    this.#store.set((last) => [...last, ...added]);
    this.#sendNext();
  }

  retry(uploadId: string): void {
    this.#change(uploadId, { state: 'waiting', sentBytes: 0, error: undefined });
    this.#sendNext();
  }

  /** Stops it where it is on its way, and takes it off the list. */
  remove(uploadId: string): void {
    this.#aborts.get(uploadId)?.abort();
    this.#store.set((last) => last.filter((upload) => upload.uploadId !== uploadId));
    this.#sendNext();
  }

  #sendNext(): void {
    const sending = this.#store.get().filter(({ state }) => state === 'sending').length;
    const waiting = this.#store.get().filter(({ state }) => state === 'waiting');
    for (const upload of waiting.slice(0, AT_ONCE - sending)) void this.#send(upload);
  }

  async #send({ uploadId, topicId, file }: Upload): Promise<void> {
    const abort = new AbortController();
    this.#aborts.set(uploadId, abort);
    this.#change(uploadId, { state: 'sending' });
    try {
      const material = await uploadFile({
        topicId,
        file,
        clientId: uploadId,
        signal: abort.signal,
        onProgress: (sentBytes) => this.#change(uploadId, { sentBytes }),
      });
      this.#store.set((last) => last.filter((upload) => upload.uploadId !== uploadId));
      this.#onDone(material);
    } catch (error) {
      // Whoever cancelled has taken it off the list already.
      this.#change(uploadId, { state: 'failed', error });
    } finally {
      this.#aborts.delete(uploadId);
      this.#sendNext();
    }
  }

  #change(uploadId: string, change: Partial<Upload>): void {
    this.#store.set((last) =>
      last.map((upload) => (upload.uploadId === uploadId ? { ...upload, ...change } : upload)),
    );
  }
}
