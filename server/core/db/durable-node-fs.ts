import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type EmscriptenOptions = Parameters<NodeFS['init']>[1];

/** EIO in the numbering of WebAssembly's libc. PostgreSQL stops on it, as it must when a disk does not keep its word. */
const inputOutputError = 29;

/**
 * PGlite's files on disk, with an fsync that happens.
 *
 * Emscripten's Node file system has no fsync and its libc answers fdatasync without doing anything, so that a
 * commit would be safe from kill -9 but not from a power cut. tests/db/durability.test.ts counts the calls: this
 * hangs on an internal of PGlite that has moved before.
 */
export class DurableNodeFS extends NodeFS {
  override async init(database: PGlite, options: EmscriptenOptions) {
    const { emscriptenOpts } = await super.init(database, options);
    const addFsync: NonNullable<EmscriptenOptions['preRun']>[number] = (module) => {
      module.NODEFS.stream_ops.fsync = syncStream;
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } };
  }
}

function syncStream(stream: { nfd: number }): number {
  try {
    fdatasyncSync(stream.nfd);
    return 0;
  } catch {
    return inputOutputError;
  }
}

/**
 * Makes a new database's files, which PGlite copies into place without syncing, survive a power cut.
 *
 * One syncfs for the whole file system takes a tenth of the time of a thousand single calls (0.1 s to 1.5-3 s on a
 * busy disk); those are for systems whose `sync` cannot do it.
 */
export function syncTree(directory: string): void {
  const { status } = spawnSync('sync', ['-f', directory], { stdio: 'ignore' });
  if (status === 0) return;

  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) syncPath(join(entry.parentPath, entry.name));
  }
  syncPath(directory);
  syncPath(dirname(directory));
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
