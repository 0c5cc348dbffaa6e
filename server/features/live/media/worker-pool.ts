import { setTimeout as delay } from 'node:timers/promises';
import { createWorker, type types } from 'mediasoup';
import type { Log } from '#server/core/log.ts';
import { appError } from '#shared/errors.ts';
import { mediaCodecs } from './codecs.ts';

/** A worker that does not answer for this long hangs, and is killed so that it can be replaced. */
const HEALTH_TIMEOUT_MS = 5_000;
const HEALTH_EVERY_MS = 3_000;
/** A worker that dies at once again and again is given ever longer pauses: 0.1, 0.2, 0.4 … 5 s. */
const RESTART_MIN_MS = 100;
const RESTART_MAX_MS = 5_000;
/** Alive for this long, a worker's next death counts as its first. */
const SETTLED_AFTER_MS = 60_000;

export interface WorkerPoolOptions {
  count: number;
  /** The address the ports are opened on. */
  listenIp: string;
  /** The address that browsers are told. */
  announcedAddress: string;
  /** Worker i listens on port + i, UDP and TCP; 0: wherever the system likes. */
  mediaPort: number;
  workerBin: string | undefined;
  log: Log;
}

/** A worker process that is up, with its one UDP and one TCP port. */
export interface MediaWorker {
  /** Which of the pool's places it fills; its successor has the same. */
  slot: number;
  pid: number;
  server: types.WebRtcServer;
  worker: types.Worker;
  /** Packets a second that those placed on it receive: how placement compares workers. */
  load: number;
  /** Routers on it now: tells apart workers that send nothing yet. */
  routers: number;
}

/**
 * The media workers, one a core. One that dies is replaced in its place; the process never ends for it. Rooms hear of it
 * through the router that closes under them, and ask for another worker.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #alive = new Map<number, MediaWorker>();
  /** Woken when a worker comes up, and when none will any more. */
  readonly #waiting = new Set<() => void>();
  readonly #health: NodeJS.Timeout;
  #deaths = 0;
  #closed = false;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#health = setInterval(() => this.#checkHealth(), HEALTH_EVERY_MS).unref();
  }

  /** All workers up, or an error that says why not. */
  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all(Array.from({ length: options.count }, (_, slot) => pool.#start(slot, 0)));
      return pool;
    } catch (error) {
      pool.close();
      throw error;
    }
  }

  get workers(): MediaWorker[] {
    // A worker that closes tells its routers first and us last: in between it is still listed here.
    return [...this.#alive.values()].filter(({ worker }) => !worker.closed);
  }

  /** What every router of ours can route; the same wherever it stands. */
  async readCapabilities(): Promise<types.RtpCapabilities> {
    const { worker } = await this.pick();
    const router = await worker.createRouter({ mediaCodecs });
    router.close();
    return router.rtpCapabilities;
  }

  /** How many workers have died since the start. */
  get deaths(): number {
    return this.#deaths;
  }

  /** The least loaded worker; waits for one where all are down at the moment. */
  async pick(): Promise<MediaWorker> {
    while (!this.#closed) {
      const [best] = this.workers.sort((a, b) => a.load - b.load || a.routers - b.routers || a.slot - b.slot);
      if (best) return best;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    throw appError('media_unavailable');
  }

  /** Resolves when no place is empty, or after a while: one worker that does not start must not keep everybody waiting. */
  async whole(withinMs: number): Promise<void> {
    const deadline = AbortSignal.timeout(withinMs);
    while (!this.#closed && !deadline.aborted && this.workers.length < this.#options.count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.add(resolve);
      deadline.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      this.#waiting.delete(resolve);
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#health);
    for (const { worker } of [...this.#alive.values()]) worker.close();
    this.#wake();
  }

  async #start(slot: number, failures: number): Promise<void> {
    const { workerBin, log } = this.#options;
    const worker = await createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
    try {
      const server = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(slot) });
      if (this.#closed) return worker.close();
      const media: MediaWorker = { slot, pid: worker.pid, server, worker, load: 0, routers: 0 };
      worker.observer.on('newrouter', (router) => {
        media.routers += 1;
        router.observer.once('close', () => {
          media.routers -= 1;
        });
      });
      const startedAtMs = performance.now();
      worker.once('died', (error) => {
        if (this.#closed) return;
        this.#deaths += 1;
        log.error({ err: error, slot, pid: worker.pid }, 'a media worker died; it is replaced');
        const settled = performance.now() - startedAtMs > SETTLED_AFTER_MS;
        void this.#restart(slot, settled ? 0 : failures);
      });
      // mediasoup itself closes its workers on SIGTERM and SIGINT. Nothing is restarted then: the process is ending.
      worker.observer.once('close', () => {
        if (this.#alive.get(slot) === media) this.#alive.delete(slot);
      });
      this.#alive.set(slot, media);
      log.info({ slot, pid: worker.pid }, 'a media worker is up');
      this.#wake();
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  async #restart(slot: number, failures: number): Promise<void> {
    await delay(Math.min(RESTART_MIN_MS * 2 ** failures, RESTART_MAX_MS));
    if (this.#closed) return;
    try {
      await this.#start(slot, failures + 1);
    } catch (error) {
      this.#options.log.error({ err: error, slot }, 'a media worker could not be started; trying again');
      // Not awaited: each try is a link of a chain that ends with the first success.
      void this.#restart(slot, failures + 1);
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #listenInfos(slot: number): types.TransportListenInfo[] {
    const { listenIp, announcedAddress, mediaPort } = this.#options;
    const at = { ip: listenIp, announcedAddress, ...(mediaPort > 0 ? { port: mediaPort + slot } : {}) };
    return [
      { protocol: 'udp', ...at },
      { protocol: 'tcp', ...at },
    ];
  }

  /** A stopped or spinning worker has not died, but its rooms are as silent as if it had. */
  #checkHealth(): void {
    for (const { worker, pid, slot } of this.#alive.values()) {
      const timer = setTimeout(() => {
        this.#options.log.error({ slot, pid }, 'a media worker hangs; it is killed');
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // Gone in this very moment: its death is told elsewhere.
        }
      }, HEALTH_TIMEOUT_MS);
      timer.unref();
      worker.getResourceUsage().then(
        () => clearTimeout(timer),
        () => clearTimeout(timer),
      );
    }
  }
}
