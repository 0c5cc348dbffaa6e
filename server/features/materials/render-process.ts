import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type AppErrorCode, appError } from '#shared/errors.ts';
import type { RenderLimits } from './render-limits.ts';
import { type RenderedPage, type RenderJob, type RenderMessage, renderMessage } from './render-protocol.ts';
import type { MaterialMediaType } from './sniff.ts';

/** Fast enough that no decoder gets far beyond the bound, slow enough to cost nothing. */
const MEMORY_CHECK_EVERY_MS = 100;
/** The renderer's lines are below 200 bytes; a longer one means that it has lost its mind. */
const LINE_MAX_CHARS = 4_096;
/** Of what the renderer complains about, for the log. */
const COMPLAINT_MAX_CHARS = 2_000;
/** JavaScript of the renderer needs 10 MB; pixels and PDFium's memory lie outside of this heap. */
const JS_HEAP_MAX_MB = 128;
/** One picture of noise has 6 MB; in blocks of 512 bytes, as the shell counts. */
const PICTURE_MAX_BLOCKS = (16 * 1024 * 1024) / 512;
/** Behind what people are doing right now, before what the machine does when idle. */
const NICENESS = 10;

export interface RenderOptions {
  file: string;
  sizeBytes: number;
  mediaType: MaterialMediaType;
  /** An empty folder; pictures go to `<folder>/<page>/<width>.webp`. */
  folder: string;
  limits: RenderLimits;
  signal: AbortSignal;
  /** Called for each page in order, once its pictures are on the disk. */
  onPage: (page: RenderedPage) => void;
}

export interface RenderResult {
  pageCount: number;
  outputBytes: number;
  /** The largest that was seen; 0 where the system does not tell. */
  memoryPeakBytes: number;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Renders one file in a process of its own.
 * @throws AppError `file_broken`, `file_encrypted`, `file_too_complex`, `file_render_timeout` (time or memory): the file's fault
 * @throws the signal's reason when aborted; any other error is ours, and the file may be tried again
 */
export async function renderPages(options: RenderOptions): Promise<RenderResult> {
  options.signal.throwIfAborted();
  const child = await startWorker(options);
  const watch = new Watch(child, options);
  const complaint = collect(child.stderr);
  const closed = once(child, 'close');
  const result: RenderResult = { pageCount: 0, outputBytes: 0, memoryPeakBytes: 0 };
  let last: RenderMessage | undefined;

  try {
    for await (const message of readMessages(child.stdout)) {
      watch.progressed();
      last = message;
      if (message.type !== 'page') continue;

      if (message.page !== result.pageCount + 1)
        throw new Error(`the renderer told of page ${message.page} out of turn`);
      result.pageCount = message.page;
      result.outputBytes += await measurePictures(options.folder, message);
      if (result.outputBytes > options.limits.outputMaxBytes) throw appError('file_too_complex');
      if (!watch.verdict)
        options.onPage({
          page: message.page,
          width: message.width,
          height: message.height,
          widths: message.widths,
        });
    }
  } finally {
    watch.stop();
    // After an ordinary end this finds nobody. Nothing may still write to the folder when this function is left.
    kill(child);
    await closed;
  }

  result.memoryPeakBytes = watch.memoryPeakBytes;
  options.signal.throwIfAborted();
  if (watch.verdict) throw appError(watch.verdict, undefined, watch.reason);
  if (last?.type === 'done' && result.pageCount > 0) return result;
  if (last?.type === 'failed') throw appError(last.code, undefined, last.detail);

  const end = `exit code ${child.exitCode}, signal ${child.signalCode}: ${complaint()}`;
  if (!last) throw new Error(`the renderer did not start, ${end}`);
  // The kernel ends it for its processor time (SIGXCPU), or for memory (SIGKILL; V8 itself: SIGABRT).
  const isExhausted =
    child.signalCode !== null && ['SIGXCPU', 'SIGKILL', 'SIGABRT'].includes(child.signalCode);
  throw appError(
    isExhausted ? 'file_render_timeout' : 'file_broken',
    undefined,
    `the renderer crashed, ${end}`,
  );
}

/** Counts time and memory, and ends the renderer when a bound is reached. */
class Watch {
  verdict: AppErrorCode | undefined;
  reason: string | undefined;
  memoryPeakBytes = 0;
  readonly #child: Child;
  readonly #options: RenderOptions;
  readonly #timers: NodeJS.Timeout[];
  readonly #pageTimer: NodeJS.Timeout;
  readonly #onAbort: () => void;

  constructor(child: Child, options: RenderOptions) {
    const { limits, signal } = options;
    this.#child = child;
    this.#options = options;
    this.#pageTimer = setTimeout(
      () => this.#end(`no progress for ${limits.pageTimeoutMs} ms`),
      limits.pageTimeoutMs,
    );
    this.#timers = [
      this.#pageTimer,
      setTimeout(() => this.#end(`not ready after ${limits.totalTimeoutMs} ms`), limits.totalTimeoutMs),
      setInterval(() => void this.#checkMemory(), MEMORY_CHECK_EVERY_MS),
    ];
    this.#onAbort = () => kill(child);
    signal.addEventListener('abort', this.#onAbort);
  }

  progressed(): void {
    this.#pageTimer.refresh();
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
  }

  async #checkMemory(): Promise<void> {
    const bytes = await readMemory(this.#child.pid);
    this.memoryPeakBytes = Math.max(this.memoryPeakBytes, bytes);
    const max = this.#options.limits.memoryMaxBytes + 2 * this.#options.sizeBytes;
    if (bytes > max) this.#end(`${bytes} bytes of memory, allowed are ${max}`);
  }

  #end(reason: string): void {
    this.verdict ??= 'file_render_timeout';
    this.reason ??= reason;
    kill(this.#child);
  }
}

async function startWorker({ file, mediaType, folder, limits }: RenderOptions): Promise<Child> {
  const own = await codeFolders();
  const job: RenderJob = {
    file,
    mediaType,
    folder,
    pagesMax: limits.pagesMax,
    imagePixelsMax: limits.imagePixelsMax,
  };
  const node = [
    process.execPath,
    '--permission',
    // sharp is native code, which Node's permissions do not bind; its decoders are named one by one in the worker.
    '--allow-addons',
    ...[...own, file, folder].map((readable) => `--allow-fs-read=${readable}`),
    `--allow-fs-write=${folder}`,
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${JS_HEAP_MAX_MB}`,
    '--disable-warning=PERM0001',
    fileURLToPath(new URL('./render-worker.ts', import.meta.url)),
    JSON.stringify(job),
  ];
  // The kernel's bounds hold even if this process dies and cannot watch any more; one of them being refused is no reason to stop.
  const bounded = `
    umask 077
    ulimit -t ${Math.ceil(limits.totalTimeoutMs / 1000)}; ulimit -f ${PICTURE_MAX_BLOCKS}; ulimit -c 0
    echo 1000 >/proc/self/oom_score_adj
    exec nice -n ${NICENESS} "$@"`;

  const child = spawn('/bin/sh', ['-c', bounded, 'lectern-render', ...node], {
    cwd: folder,
    // One thread for decoding beside the main one, and memory given back to the system when freed.
    env: { UV_THREADPOOL_SIZE: '1', MALLOC_ARENA_MAX: '1', VIPS_BLOCK_UNTRUSTED: '1', PATH: '/usr/bin:/bin' },
    // A group of its own, so that it can be ended with all that it might have started.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Its end is seen in `close`; a pipe that breaks because of it says nothing new.
  child.stdin.on('error', () => {});
  await once(child, 'spawn');
  return child;
}

/** What the renderer may read besides its job: its code and its libraries, where they really lie. */
async function codeFolders(): Promise<string[]> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const folders = ['node_modules', 'package.json', 'shared', 'server/features/materials'].map((name) =>
    path.join(root, name),
  );
  const real = await Promise.all(folders.map((folder) => realpath(folder)));
  return [...new Set([...folders, ...real])];
}

function kill(child: Child): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Gone in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function* readMessages(stream: Readable): AsyncGenerator<RenderMessage> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LINE_MAX_CHARS) throw new Error('the renderer wrote an endless line');
    for (const line of lines) yield renderMessage.parse(JSON.parse(line));
  }
}

async function measurePictures(folder: string, page: RenderedPage): Promise<number> {
  const sizes = await Promise.all(
    page.widths.map(
      async (width) => (await stat(path.join(folder, String(page.page), `${width}.webp`))).size,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(0, COMPLAINT_MAX_CHARS);
  });
  return () => text.trim();
}

/** Resident memory in bytes; 0 where the system has no such file or the process is gone. */
async function readMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0) * 1024;
}
