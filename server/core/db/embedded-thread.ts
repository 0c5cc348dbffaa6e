import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { DatabaseOpenError, EmbeddedDatabaseStoppedError } from './database-errors.ts';
import type { EmbeddedReply, EmbeddedRequest, EmbeddedWorkerData } from './embedded-messages.ts';
import { watchForSilence } from './watchdog.ts';

/**
 * V8 drops code of WebAssembly once it has compiled it better, and now and then ends the whole process over it, with every class in it ("Check failed:
 * jit_page_->allocations_.erase"; nodejs/node issue 64500). What it would drop is a few megabytes, so it keeps them.
 */
setFlagsFromString('--no-wasm-code-gc');

type Call = { resolve(bytes: Uint8Array): void; reject(error: Error): void };

/** One life of the embedded database's thread: started, asked, and then gone for good. */
export class EmbeddedThread {
  /**
   * Becomes the reason when the thread is gone, whatever ended it. Calls in flight are rejected a moment before;
   * only now can it write no more, so that another may open the same files.
   */
  readonly gone: Promise<Error>;
  readonly #ready = Promise.withResolvers<void>();
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  readonly #settleGone: (reason: Error) => void;
  #reason: Error | undefined;
  #lastId = 0;
  #watchdog: { stop(): void } | undefined;

  /** Resolves when the database is open: recovered after a crash, made if it was missing. */
  static async start(data: EmbeddedWorkerData): Promise<EmbeddedThread> {
    // Without the parent's flags: a test runner's or debugger's loaders have no business in there.
    const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
      workerData: data,
      execArgv: [],
    });
    const thread = new EmbeddedThread(worker);
    const failed = thread.gone.then((reason) => Promise.reject(startError(data, reason)));
    await Promise.race([thread.#ready.promise, failed]);
    // What ends it from here on is for those who listen to `gone`.
    failed.catch(() => {});
    return thread;
  }

  constructor(worker: Worker) {
    const gone = Promise.withResolvers<Error>();
    this.gone = gone.promise;
    this.#settleGone = gone.resolve;
    this.#worker = worker;
    worker.on('message', (reply: EmbeddedReply) => this.#handle(reply));
    worker.on('error', (error) => this.#end('failed', error));
    worker.on('exit', (code) => this.#end(`stopped with code ${code}`));
  }

  /** True from the moment calls are rejected; `gone` follows. */
  get ended(): boolean {
    return this.#reason !== undefined;
  }

  request(request: EmbeddedRequest): Promise<Uint8Array> {
    if (this.#reason) return Promise.reject(this.#reason);
    const id = ++this.#lastId;
    const call = Promise.withResolvers<Uint8Array>();
    this.#calls.set(id, call);
    this.#worker.postMessage({ id, request });
    return call.promise;
  }

  /** From now on a call that is not answered within the limit ends the thread. */
  watch({ limitMs }: { limitMs: number }): void {
    this.#watchdog?.stop();
    this.#watchdog = watchForSilence({
      limitMs,
      // A map keeps the order of insertion, and the thread answers in order.
      getOldestCall: () => this.#calls.keys().next().value,
      onSilence: () => this.#end(`did not answer for ${limitMs / 1000} s and was stopped`),
    });
  }

  /** Closes the database in order, then the thread. */
  async close(): Promise<void> {
    try {
      if (!this.#reason) await this.request({ op: 'close' });
    } finally {
      await this.#worker.terminate();
    }
  }

  #handle(reply: EmbeddedReply): void {
    switch (reply.kind) {
      case 'answer':
        this.#calls.get(reply.id)?.resolve(reply.bytes);
        this.#calls.delete(reply.id);
        return;
      case 'broken':
        this.#end('crashed', reply.error);
        return;
      case 'start-failed':
        this.#end('did not start', reply.error);
        return;
      case 'ready':
        this.#ready.resolve();
        return;
    }
  }

  #end(what: string, cause?: unknown): void {
    if (this.#reason) return;
    const detail = cause instanceof Error ? `: ${cause.message}` : '';
    this.#reason = new EmbeddedDatabaseStoppedError(`The embedded database ${what}${detail}`, { cause });
    this.#watchdog?.stop();
    for (const call of this.#calls.values()) call.reject(this.#reason);
    this.#calls.clear();
    const reason = this.#reason;
    void this.#worker.terminate().then(() => this.#settleGone(reason));
  }
}

function startError({ databaseDir }: EmbeddedWorkerData, reason: Error): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'embedded_start_failed',
    message:
      `The embedded database ${databaseDir ? `in ${databaseDir} ` : ''}cannot be opened. ` +
      `If its files are damaged, restore the data folder from a backup. Reason: ${reason.message}`,
    cause: reason,
  });
}
