// @ts-check
import { ensureDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';

/** The TURN server that the tests start for themselves, with the configuration that the documents give. */
export function findTurnServer() {
  return findProgram(['turnserver']);
}

/** @returns {Promise<void>} */
export async function installTurnServer() {
  await ensureDebianPackages(['coturn'], 'test the detour over TURN');
}
