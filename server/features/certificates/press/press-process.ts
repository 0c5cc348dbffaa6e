import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { DrawnCertificate, PrintedImages } from '../drawing/drawn.ts';
import type { CertificateSheet } from '../facts.ts';
import type { PressAnswer, PressRequest } from './press-protocol.ts';

/** A certificate takes a fraction of a second; ten behind a busy room. One that takes this long will never be ready. */
const DRAW_TIMEOUT_MS = 60_000;
/** Fonts and a page need 60 MB. */
const HEAP_MAX_MB = 256;
/** An idle one holds its fonts in memory for nothing. */
const IDLE_MS = 60_000;

export interface PressedCertificate extends DrawnCertificate {
  sha256: string;
}

interface Waiting {
  /** The process that draws it: another's end says nothing about it. */
  child: ChildProcess;
  resolve: (drawn: PressedCertificate) => void;
  reject: (error: Error) => void;
}

/** The process that draws: begun when needed, ended when idle, killed when it hangs, begun anew after that. */
export class PressProcess {
  #child: ChildProcess | undefined;
  #images: PrintedImages | undefined;
  #lastJob = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, Waiting>();

  /** Rejects where it cannot be drawn: the fault lies in the sheet, or the process had to be ended. */
  async draw(sheet: CertificateSheet, images: PrintedImages): Promise<PressedCertificate> {
    clearTimeout(this.#idleTimer);
    const child = this.#start();
    if (this.#images !== images) {
      this.#images = images;
      this.#say(child, { do: 'images', images });
    }
    this.#lastJob += 1;
    const job = this.#lastJob;
    const { promise, resolve, reject } = Promise.withResolvers<PressedCertificate>();
    this.#waiting.set(job, { child, resolve, reject });
    const timer = setTimeout(() => this.#kill(child), DRAW_TIMEOUT_MS);
    this.#say(child, { do: 'draw', job, sheet });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(job);
      if (this.#waiting.size === 0) this.#idleTimer = setTimeout(() => this.stop(), IDLE_MS).unref();
    }
  }

  stop(): void {
    clearTimeout(this.#idleTimer);
    if (this.#child) this.#kill(this.#child);
  }

  /** It takes a moment to be gone; whatever is asked for meanwhile is for the next. */
  #kill(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
    child.kill('SIGKILL');
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(fileURLToPath(new URL('./press-worker.ts', import.meta.url)), {
      execArgv: [`--max-old-space-size=${HEAP_MAX_MB}`],
      serialization: 'advanced',
      // It needs nothing of what the server was told.
      env: { PATH: '/usr/bin:/bin' },
    });
    lowerPriority(child);
    this.#child = child;
    this.#images = undefined;
    child.on('message', (answer: PressAnswer) => this.#take(answer));
    child.on('error', (error) => this.#end(child, error));
    child.on('exit', (code, signal) =>
      this.#end(child, new Error(`the drawing process ended: exit code ${code}, signal ${signal}`)),
    );
    return child;
  }

  #say(child: ChildProcess, request: PressRequest): void {
    // A channel that breaks is seen in the process's end.
    child.send(request, () => {});
  }

  #take(answer: PressAnswer): void {
    const waiting = this.#waiting.get(answer.job);
    if (answer.did === 'fail') waiting?.reject(new Error(answer.reason));
    else {
      const { bytes, sha256, pageCount } = answer;
      waiting?.resolve({ bytes: Buffer.from(bytes), sha256, pageCount });
    }
  }

  #end(child: ChildProcess, reason: Error): void {
    if (this.#child === child) this.#child = undefined;
    for (const waiting of this.#waiting.values()) if (waiting.child === child) waiting.reject(reason);
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Gone already, or the system refuses: it draws as well.
  }
}
