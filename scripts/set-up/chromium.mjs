// @ts-check
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser for the tests: the one in LECTERN_TEST_CHROMIUM, else the first on the search path.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  if (env.LECTERN_TEST_CHROMIUM) return env.LECTERN_TEST_CHROMIUM;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** @returns {Promise<void>} */
export async function installChromium() {
  await ensureDebianPackages(['chromium'], 'run the browser tests');
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
