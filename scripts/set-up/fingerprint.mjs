// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stampFolder } from './places.mjs';

/** Enough that two states never meet, short enough for a folder's name. */
const fingerprintLength = 16;

/**
 * One short text for the contents of files and folders, the same on every machine.
 * @param {readonly string[]} paths absolute; what does not exist counts as absent
 * @param {object} [options]
 * @param {(file: string) => boolean} [options.ignore]
 * @param {readonly string[]} [options.also] anything else that decides the outcome
 */
export function fingerprint(paths, options = {}) {
  const hash = createHash('sha256');
  for (const text of options.also ?? []) hash.update(`${text}\0`);
  for (const start of paths) {
    for (const file of listFiles(start)) {
      if (options.ignore?.(file)) continue;
      hash.update(`${path.relative(path.dirname(start), file)}\0${statSync(file).size}\0`);
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, fingerprintLength);
}

/**
 * @param {string} start
 * @returns {string[]}
 */
function listFiles(start) {
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [start];
  return readdirSync(start, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() || entry.isFile() ? listFiles(path.join(start, entry.name)) : [],
    );
}

/**
 * Whether a step was finished for exactly these inputs.
 * @param {string} name
 * @param {string} print
 */
export function hasStamp(name, print) {
  try {
    return readFileSync(path.join(stampFolder, name), 'utf8') === print;
  } catch {
    return false;
  }
}

/**
 * Notes that a step was finished. Written last, so that one which was killed halfway runs again.
 * @param {string} name
 * @param {string} print
 */
export function writeStamp(name, print) {
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(path.join(stampFolder, name), print);
}

/**
 * Forgets a step before its output is touched.
 * @param {string} name
 */
export function removeStamp(name) {
  rmSync(path.join(stampFolder, name), { force: true });
}
