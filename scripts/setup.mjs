// @ts-check
// Brings this copy of Lectern to where it can start: `node scripts/setup.mjs`, which `npm start`, `npm test` and
// the others do first. It needs Node 20.12 and npm, runs on a fresh clone, and takes milliseconds when nothing is missing.
import path from 'node:path';
import { findChromium, installChromium } from './set-up/chromium.mjs';
import { buildClient, isClientBuilt } from './set-up/client-build.mjs';
import { findTurnServer, installTurnServer } from './set-up/coturn.mjs';
import { areDependenciesInstalled, installDependencies } from './set-up/dependencies.mjs';
import { withLock } from './set-up/lock.mjs';
import { ensureMediaWorker, findMediaWorker } from './set-up/media-worker.mjs';
import { inProject, stampFolder } from './set-up/places.mjs';
import { generatePrismaClient, isPrismaClientGenerated } from './set-up/prisma-client.mjs';
import { SetUpError, say, step } from './set-up/progress.mjs';

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {() => boolean} isDone asked again under the lock, since another set-up may just have done it
 * @property {() => Promise<unknown>} act
 */

/** @type {Record<'dependencies' | 'mediaWorker' | 'prismaClient' | 'clientBuild' | 'chromium' | 'coturn', Step>} */
const steps = {
  dependencies: { title: 'Dependencies', isDone: areDependenciesInstalled, act: installDependencies },
  mediaWorker: { title: 'Media worker', isDone: () => Boolean(findMediaWorker()), act: ensureMediaWorker },
  prismaClient: { title: 'Database client', isDone: isPrismaClientGenerated, act: generatePrismaClient },
  clientBuild: { title: 'Pages', isDone: isClientBuilt, act: buildClient },
  chromium: { title: 'Chromium for the tests', isDone: () => Boolean(findChromium()), act: installChromium },
  coturn: {
    title: 'TURN server for the tests',
    isDone: () => Boolean(findTurnServer()),
    act: installTurnServer,
  },
};

/**
 * Does what is missing, in this order; what is there already costs milliseconds.
 * @param {object} [options]
 * @param {boolean} [options.withMediaWorker]
 * @param {boolean} [options.withPages] the pages as `npm start` serves them
 * @param {boolean} [options.withChromium]
 * @param {boolean} [options.withCoturn]
 * @throws {SetUpError} with what to do
 */
export async function setUp(options = {}) {
  assertNodeVersion();
  const wanted = [
    steps.dependencies,
    ...((options.withMediaWorker ?? true) ? [steps.mediaWorker] : []),
    steps.prismaClient,
    ...((options.withPages ?? true) ? [steps.clientBuild] : []),
    ...((options.withChromium ?? false) ? [steps.chromium] : []),
    ...((options.withCoturn ?? false) ? [steps.coturn] : []),
  ];
  // One after the other: whether a later step is done cannot be known before the earlier ones are.
  if (wanted.every((each) => each.isDone())) return;

  const waiting = 'Another set-up of this folder is running; waiting for it.';
  await withLock(path.join(stampFolder, 'lock'), waiting, async () => {
    for (const each of wanted) {
      if (!each.isDone()) await step(each.title, each.act);
    }
  });
}

/**
 * The environment that a server of this copy needs.
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentForServer() {
  return { ...process.env, MEDIASOUP_WORKER_BIN: findMediaWorker() };
}

function assertNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  throw new SetUpError(`Lectern's set-up needs Node 20.12 or newer, and this is ${process.versions.node}.`);
}

/**
 * Runs a script's main function: what a person can mend is said in words, a defect keeps its stack.
 * @param {() => Promise<number | void>} main resolves to the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === inProject('scripts/setup.mjs')) {
  const withTests = process.argv.includes('--tests');
  await runScript(() => setUp({ withChromium: withTests, withCoturn: withTests }));
}
