// @ts-check
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { inProject } from './places.mjs';
import { createCounter } from './progress.mjs';
import { run } from './run.mjs';

export const buildPackages = [
  'meson',
  'ninja-build',
  'g++',
  'pkg-config',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

/** The largest files of the worker take a compiler close to this; more at once and a small machine starts to swap. */
const compilerBytes = 700_000_000;
const draftPrefix = 'build-';

/**
 * Builds the worker from the sources in mediasoup's npm package (`media-worker/README.md`). The caller holds
 * the lock of `folder`.
 * @param {{ folder: string, file: string }} places
 */
export async function buildWorker({ folder, file }) {
  await ensureDebianPackages(buildPackages, 'build the media worker');

  mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  const draft = mkdtempSync(path.join(folder, draftPrefix));
  const jobs = Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.totalmem() / compilerBytes)));
  const counter = createCounter('Building the media worker');
  try {
    await run(
      inProject('media-worker/build.sh'),
      [inProject('node_modules/mediasoup'), draft, file, String(jobs)],
      {
        onLine(line) {
          const [, done, total, what] = /^\[(\d+)\/(\d+)\] (.*)/u.exec(line) ?? [];
          if (done && total && what) counter.update(Number(done), Number(total), what);
        },
      },
    );
  } finally {
    counter.end();
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * A build that was killed could not clean up after itself; we hold the lock, so whatever lies here is one.
 * @param {string} folder
 */
function removeLeftovers(folder) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(draftPrefix)) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
