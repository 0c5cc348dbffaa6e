export interface RenderQueueOptions {
  /** How many files are rendered side by side. */
  concurrency: number;
  /** Renders one material; ends early when the signal is aborted; never rejects. */
  render: (materialId: string, signal: AbortSignal) => Promise<void>;
}

interface Running {
  controller: AbortController;
  finished: Promise<void>;
}

/** Materials in the order in which they came; each at most once at a time. What waits here also stands in SQL as PROCESSING. */
export class RenderQueue {
  readonly #options: RenderQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #running = new Map<string, Running>();
  #stopped = false;

  constructor(options: RenderQueueOptions) {
    this.#options = options;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  add(materialId: string): void {
    if (this.#stopped || this.#running.has(materialId)) return;
    this.#waiting.add(materialId);
    this.#startNext();
  }

  /** On return the material is neither waiting nor rendered, and its folder is written by nobody. */
  async cancel(materialId: string): Promise<void> {
    this.#waiting.delete(materialId);
    const running = this.#running.get(materialId);
    running?.controller.abort();
    await running?.finished;
  }

  /** Ends all renderers; what is not finished is begun again at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    await Promise.all([...this.#running.keys()].map((materialId) => this.cancel(materialId)));
  }

  #startNext(): void {
    for (const materialId of this.#waiting) {
      if (this.#running.size >= this.#options.concurrency) return;
      this.#waiting.delete(materialId);
      const controller = new AbortController();
      const finished = this.#options.render(materialId, controller.signal).finally(() => {
        this.#running.delete(materialId);
        this.#startNext();
      });
      this.#running.set(materialId, { controller, finished });
    }
  }
}
