// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import util from 'node:util';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { buildWorker } from './media-worker-build.mjs';
import { answersMediasoup, startsHere } from './media-worker-check.mjs';
import { downloadWorker, nameArchive } from './media-worker-download.mjs';
import { findCacheFolder, inProject } from './places.mjs';
import { SetUpError, say } from './progress.mjs';

/**
 * @typedef {object} WorkerPlaces
 * @property {string} version of the installed mediasoup, and so of the worker
 * @property {string} folder
 * @property {string} downloaded where a ready-made worker is kept
 * @property {string} built where one that was built here is kept
 */

/** @returns {WorkerPlaces} */
export function listWorkerPlaces() {
  const folder = path.join(findCacheFolder(), 'media-worker');
  const { version } = JSON.parse(readFileSync(inProject('node_modules/mediasoup/package.json'), 'utf8'));
  // A built worker is linked against this release's libraries, which stay compatible within it.
  const built = `mediasoup-worker-${version}-${os.platform()}-${os.arch()}-${nameRelease()}-${fingerprint([inProject('media-worker')])}`;
  return {
    version,
    folder,
    downloaded: path.join(folder, nameArchive(version).replace(/\.tgz$/u, ''), 'mediasoup-worker'),
    built: path.join(folder, built, 'mediasoup-worker'),
  };
}

/** `debian-12`, or whatever else this system calls itself. */
function nameRelease() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    const read = (/** @type {string} */ name) => new RegExp(`^${name}="?([\\w.-]*)`, 'mu').exec(release)?.[1];
    return `${read('ID') ?? 'linux'}-${read('VERSION_ID') ?? read('VERSION_CODENAME') ?? 'rolling'}`;
  } catch {
    return os.platform();
  }
}

/**
 * The media worker that this installation would use, found in milliseconds, or nothing.
 * @returns {string | undefined}
 */
export function findMediaWorker() {
  const own = findOwnWorker();
  const candidates = own ? [own] : isMediasoupThere() ? listCached() : [];
  // Asked each time, for 20 ms: after an upgrade of the system a library that it needs may be gone.
  return candidates.find((file) => existsSync(file) && startsHere(file));
}

/** The operator's own, from the environment or from `.env`, like every setting. */
function findOwnWorker() {
  const name = 'MEDIASOUP_WORKER_BIN';
  const file = inProject('.env');
  return (
    process.env[name] || (existsSync(file) && util.parseEnv(readFileSync(file, 'utf8'))[name]) || undefined
  );
}

const isMediasoupThere = () => existsSync(inProject('node_modules/mediasoup/package.json'));

function listCached() {
  const { downloaded, built } = listWorkerPlaces();
  return [downloaded, built];
}

/**
 * Finds, fetches or builds the media worker.
 * @returns {Promise<string>} its path
 */
export async function ensureMediaWorker() {
  const found = findMediaWorker();
  if (found) return found;
  const own = findOwnWorker();
  if (own)
    throw new SetUpError(`MEDIASOUP_WORKER_BIN: ${own} is not there, or does not start on this machine.`);

  const { folder } = listWorkerPlaces();
  const waiting = 'Another set-up on this machine is getting the media worker; waiting for it.';
  return withLock(path.join(folder, 'lock'), waiting, async () => findMediaWorker() ?? getMediaWorker());
}

/** @returns {Promise<string>} */
async function getMediaWorker() {
  const { version, folder, downloaded, built } = listWorkerPlaces();

  const problem = await downloadWorker({ version, file: downloaded });
  if (!problem) return downloaded;

  say(`  No ready-made media worker: ${problem}. Building it, which takes four minutes on two cores.`);
  await buildWorker({ folder, file: built });
  if (!answersMediasoup(built)) {
    throw new SetUpError(`The media worker was built, but does not answer mediasoup ${version}: ${built}`);
  }
  return built;
}
