// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectNode } from './places.mjs';
import { createCounter } from './progress.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 */

/**
 * Whether `node_modules` holds what the lock file asks for. npm keeps its own record there and writes it
 * last, so an installation that was killed halfway has none, or an older one.
 */
export function areDependenciesInstalled() {
  return hasEveryPackage() && existsSync(projectNode);
}

function hasEveryPackage() {
  const wanted = readPackages(inProject('package-lock.json'));
  const installed = readPackages(inProject('node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;

  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true; // the project itself
    const found = installed[folder];
    // Packages for other systems are optional and absent.
    if (!found) return entry.optional || entry.devOptional;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

export async function installDependencies() {
  const hint = 'Set-up needs the npm registry once. Is the network there? Then start again.';
  const env = environmentForNpm();

  if (!hasEveryPackage()) {
    // What an operator's environment leaves out (NODE_ENV=production, omit=dev) is needed to build the pages.
    const everything = ['--include=dev', '--include=optional'];
    const total = countPackagesForThisSystem();
    const counter = createCounter('Fetching packages');
    let done = 0;
    try {
      await run(
        'npm',
        ['ci', ...everything, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=http'],
        {
          env,
          hint,
          onLine(line) {
            const archive = /^npm http \w+ .*\/([^/]+\.tgz)/u.exec(line)?.[1];
            if (archive && done < total) counter.update(++done, total, archive);
          },
        },
      );
    } finally {
      counter.end();
    }
  }
  if (!existsSync(projectNode)) {
    // The one package whose own code must run: it fetches the Node binary for this system.
    await run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], { env, hint });
  }
}

/** npm says which archive it fetched, never how many are left. */
function countPackagesForThisSystem() {
  return Object.values(readPackages(inProject('package-lock.json')) ?? {}).filter(
    ({ os, cpu }) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true),
  ).length;
}

/**
 * npm must not run on the Node that it is about to delete, so `node_modules/.bin`, which npm itself put
 * first, leaves the search path.
 */
function environmentForNpm() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return {
    ...process.env,
    PATH: folders.filter((folder) => !folder.endsWith('node_modules/.bin')).join(path.delimiter),
    // Where somebody has turned install scripts on again: mediasoup's then does nothing, and Prisma's fetches nothing.
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN ?? 'set-up brings it',
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
  };
}
