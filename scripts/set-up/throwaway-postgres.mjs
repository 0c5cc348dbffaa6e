// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { SetUpError, say, step } from './progress.mjs';

/** @typedef {{ uid: number, gid: number }} Owner */

/** Where Debian keeps each version's programs; initdb is not on the search path. */
const debianFolder = '/usr/lib/postgresql';
const readyTimeoutMs = 30_000;
const pollMs = 50;

/**
 * Runs `act` with the address of a PostgreSQL server that exists for it alone: its own folder, a free port on
 * loopback, a password nobody knows, gone afterwards.
 * @template T
 * @param {(url: string) => Promise<T>} act
 * @param {{ isDurable?: boolean }} [options] `isDurable`: every commit reaches the disk, as where it is in earnest
 * @returns {Promise<T>}
 */
export async function withPostgres(act, { isDurable = false } = {}) {
  const programs = await findPrograms();
  const owner = findOwner();
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-postgres-'));
  const data = path.join(folder, 'data');
  const password = randomBytes(16).toString('hex');

  mkdirSync(data);
  writeFileSync(path.join(folder, 'password'), password, { mode: 0o600 });
  if (owner)
    for (const each of [folder, data, path.join(folder, 'password')]) chownSync(each, owner.uid, owner.gid);

  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server;
  const stop = () => server?.kill('SIGINT'); // "fast shutdown", says PostgreSQL's manual
  process.once('exit', stop);
  try {
    const port = await findFreePort();
    await step('PostgreSQL for this run', async () => {
      initialise(path.join(programs, 'initdb'), { folder, data, owner });
      // Nothing here outlives the run, so nothing has to reach the disk.
      const careless = isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
      const settings = [...careless, 'max_connections=200'];
      server = spawn(
        path.join(programs, 'postgres'),
        [
          '-D',
          data,
          '-h',
          '127.0.0.1',
          '-p',
          String(port),
          '-k',
          folder,
          ...settings.flatMap((each) => ['-c', each]),
        ],
        // A group of its own: Ctrl-C is for the tests, which still want to clean up in it.
        { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'], detached: true, ...owner },
      );
      await waitUntilReady(path.join(programs, 'pg_isready'), port, server);
    });
    return await act(`postgresql://lectern:${password}@127.0.0.1:${port}/postgres`);
  } finally {
    process.off('exit', stop);
    if (server?.exitCode === null) {
      stop();
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder with the newest version's programs, installed if there is none. */
async function findPrograms() {
  const find = () =>
    existsSync(debianFolder)
      ? readdirSync(debianFolder)
          .filter((version) => existsSync(path.join(debianFolder, version, 'bin/initdb')))
          .sort((a, b) => Number(b) - Number(a))
      : [];
  if (find().length === 0) await ensureDebianPackages(['postgresql'], 'run the tests on PostgreSQL');
  const [newest] = find();
  if (!newest)
    throw new SetUpError(`There is no PostgreSQL below ${debianFolder}; set TEST_DATABASE_URL instead.`);
  return path.join(debianFolder, newest, 'bin');
}

/**
 * PostgreSQL refuses to run as root: then it runs as the user that its package made.
 * @returns {Owner | undefined}
 */
function findOwner() {
  if (process.getuid?.() !== 0) return undefined;
  const read = (/** @type {string} */ flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const owner = { uid: read('-u'), gid: read('-g') };
  if (Number.isNaN(owner.uid)) throw new SetUpError('There is no user `postgres` to run PostgreSQL as.');
  return owner;
}

/**
 * @param {string} initdb
 * @param {{ folder: string, data: string, owner: Owner | undefined }} places
 */
function initialise(initdb, { folder, data, owner }) {
  const made = spawnSync(
    initdb,
    [
      '-D',
      data,
      '-U',
      'lectern',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--auth=scram-sha-256',
      '--pwfile',
      path.join(folder, 'password'),
      '--no-sync',
    ],
    { cwd: folder, encoding: 'utf8', ...owner },
  );
  if (made.status === 0) return;
  say(made.stderr ?? '');
  throw new SetUpError(`initdb failed (${made.status ?? made.error?.message})`);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new SetUpError('No free port was found.');
  return address.port;
}

/**
 * @param {string} pgIsReady
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} server
 */
async function waitUntilReady(pgIsReady, port, server) {
  const deadlineMs = performance.now() + readyTimeoutMs;
  while (spawnSync(pgIsReady, ['-q', '-h', '127.0.0.1', '-p', String(port)]).status !== 0) {
    if (server.exitCode !== null)
      throw new SetUpError(`PostgreSQL ended while it started (${server.exitCode}).`);
    if (performance.now() > deadlineMs) throw new SetUpError('PostgreSQL did not start in time.');
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
