// @ts-check
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { answersMediasoup } from './media-worker-check.mjs';
import { inProject } from './places.mjs';

/** From the first packet to the last byte: a network that takes longer is slower than most people's patience. */
const downloadTimeoutMs = 10_000;
/** The archives are 5 to 10 MB. */
const archiveBytesMax = 64_000_000;

/**
 * The archive's name as mediasoup's `npm-scripts.mjs` makes it.
 * @param {string} version
 */
export function nameArchive(version) {
  const kernel = os.platform() === 'linux' ? `-kernel${Number(os.release().split('.')[0])}` : '';
  return `mediasoup-worker-${version}-${os.platform()}-${os.arch()}${kernel}.tgz`;
}

/** Where mediasoup keeps them; the variable is mediasoup's own, for mirrors. */
function findReleases() {
  const own = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
  if (own) return own;
  const { repository } = JSON.parse(readFileSync(inProject('node_modules/mediasoup/package.json'), 'utf8'));
  return `${repository.url.replace(/^git\+/u, '').replace(/\.git$/u, '')}/releases/download`;
}

/**
 * Fetches the ready-made worker and keeps it if it works here.
 * @param {{ version: string, file: string }} wanted
 * @returns {Promise<string | undefined>} why there is none, in a few words
 */
export async function downloadWorker({ version, file }) {
  const archive = await fetchArchive(`${findReleases()}/${version}/${nameArchive(version)}`);
  if (typeof archive === 'string') return archive;

  const folder = path.dirname(file);
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    writeFileSync(path.join(draft, 'archive.tgz'), archive);
    // Only this one member, whatever else the archive may hold.
    spawnSync('tar', ['-xzf', 'archive.tgz', 'mediasoup-worker'], { cwd: draft, stdio: 'ignore' });
    const worker = path.join(draft, 'mediasoup-worker');
    if (!existsSync(worker)) return 'the archive holds none';
    chmodSync(worker, 0o755);
    if (!answersMediasoup(worker)) return 'it does not work on this machine';

    mkdirSync(folder, { recursive: true });
    renameSync(worker, file);
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} address
 * @returns {Promise<Buffer | string>} the bytes, or why there are none
 */
async function fetchArchive(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(downloadTimeoutMs) });
    if (!response.ok || !response.body) return `${new URL(address).host} answered ${response.status}`;

    const chunks = [];
    let sizeBytes = 0;
    for await (const chunk of response.body) {
      sizeBytes += chunk.length;
      if (sizeBytes > archiveBytesMax) return 'the archive is far too large';
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return isTimeout
      ? `it did not arrive within ${downloadTimeoutMs / 1000} s`
      : `${new URL(address).host} cannot be reached`;
  }
}
