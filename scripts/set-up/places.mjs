// @ts-check
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds this copy of Lectern. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/u, '');

/** @param {...string} parts */
export const inProject = (...parts) => path.join(projectRoot, ...parts);

/** What earlier set-ups of this folder noted; deleting it costs a few seconds, nothing else. */
export const stampFolder = inProject('.cache/set-up');

/** Node 24, which the npm package `node` brings; started directly, since npx takes half a second to find it. */
export const projectNode = inProject('node_modules/node/bin/node');

/**
 * Where things go that take long to make and outlive `node_modules`.
 * @param {NodeJS.ProcessEnv} env
 */
export function findCacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME;
  // A relative XDG_CACHE_HOME counts as none, says the specification.
  return path.join(
    base && path.isAbsolute(base) ? base : path.join(env.HOME || homedir(), '.cache'),
    'lectern',
  );
}
