// @ts-check
import { ensureDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser for the tests: the one in LECTERN_TEST_CHROMIUM, else the first on the search path.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  return env.LECTERN_TEST_CHROMIUM || findProgram(names, env);
}

/** @returns {Promise<void>} */
export async function installChromium() {
  await ensureDebianPackages(['chromium'], 'run the browser tests');
}
