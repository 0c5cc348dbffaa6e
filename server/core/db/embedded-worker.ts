/**
 * The embedded database, on a thread of its own: a query on the main thread would hold up every socket, because
 * PGlite answers without ever returning to the event loop.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { DurableNodeFS, syncTree } from './durable-node-fs.ts';
import type { EmbeddedReply, EmbeddedRequest, EmbeddedWorkerData } from './embedded-messages.ts';

const settings = {
  // PGlite's default of 128 MB costs 145 MB more at rest; a series of 3,000 learners fits into this.
  shared_buffers: '32MB',
  // With the checkpoint of each minute these keep recovery after a crash under two seconds.
  max_wal_size: '128MB',
  min_wal_size: '32MB',
  // The only sync that reaches the disk: see DurableNodeFS.
  wal_sync_method: 'fsync',
};

/** The exit status by which PostgreSQL's own errors leave the WebAssembly code; everything else is a crash. */
const sqlErrorStatus = 100;

if (!parentPort) throw new Error('embedded-worker.ts runs as a worker thread only');
const port = parentPort;
const { databaseDir, snapshotPath }: EmbeddedWorkerData = workerData;

try {
  const database = await open();
  endOnCrash(database);
  serve(database);
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'start-failed', error: toPlainError(error) });
}

async function open(): Promise<PGlite> {
  const isNew = databaseDir === undefined || !existsSync(join(databaseDir, 'PG_VERSION'));
  // Password hashes are in there: nobody else on the machine needs to read them.
  if (databaseDir) mkdirSync(databaseDir, { recursive: true, mode: 0o700 });

  const database = new PGlite({
    startParams: getStartParams(),
    ...(databaseDir && { fs: new DurableNodeFS(databaseDir) }),
    ...(isNew && snapshotPath && { loadDataDir: readTar(snapshotPath) }),
  });
  await database.waitReady;
  if (isNew && databaseDir) syncTree(databaseDir);
  return database;
}

function getStartParams(): string[] {
  // "-F" turns fsync off, which only memory can afford.
  const defaults = PGlite.defaultStartParams.filter((param) => !databaseDir || param !== '-F');
  return [...defaults, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** PGlite asks for a Blob, and a Blob gives 40 MB back in pieces, to be put together for a second: this one has them at hand. */
function readTar(path: string): Blob {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const tar = new Blob([], { type: 'application/x-tar' });
  tar.arrayBuffer = async () => buffer.slice(byteOffset, byteOffset + byteLength);
  return tar;
}

/**
 * PGlite swallows what is not a PostgreSQL error (an exhausted stack, a trap) and goes on with the memory it
 * finds, or spins. End the thread on the spot, before it can write anything more: the next one recovers from the
 * log, as after a power cut.
 */
function endOnCrash(database: PGlite): void {
  const engine = database.Module;
  const runOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (error) {
      const status = error instanceof Object && 'status' in error ? error.status : undefined;
      if (status === sqlErrorStatus) throw error;
      send({ kind: 'broken', error: toPlainError(error) });
      process.exit(1);
    }
  };
}

/** One request after the other: the engine has one session and no way to interleave. */
function serve(database: PGlite): void {
  let queue = Promise.resolve();
  port.on('message', ({ id, request }: { id: number; request: EmbeddedRequest }) => {
    queue = queue.then(async () => {
      try {
        const bytes = await answer(database, request);
        send({ kind: 'answer', id, bytes });
        if (request.op === 'close') port.close();
      } catch (error) {
        send({ kind: 'broken', error: toPlainError(error) });
      }
    });
  });
}

async function answer(database: PGlite, request: EmbeddedRequest): Promise<Uint8Array<ArrayBuffer>> {
  switch (request.op) {
    case 'query':
      return await query(database, request.bytes);
    case 'reset':
      if (database.isInTransaction()) await database.exec('ROLLBACK');
      await database.exec('DISCARD ALL');
      return new Uint8Array();
    case 'dump':
      return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
    case 'close':
      await database.close();
      return new Uint8Array();
  }
}

async function query(database: PGlite, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  // Copied at once: the bytes lie in WebAssembly's memory, which the next message overwrites.
  await database.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(part.slice()) });
  const [first] = parts;
  return parts.length === 1 && first ? first : new Uint8Array(Buffer.concat(parts));
}

function send(reply: EmbeddedReply): void {
  port.postMessage(reply, reply.kind === 'answer' ? [reply.bytes.buffer] : []);
}

/** Errors of the engine hold things that cannot travel between threads. */
function toPlainError(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(message), error instanceof Error && { stack: error.stack });
}
