// @ts-check
// `npm run verify-attendance -- SESSION`: computes a session's attendance again from its record, and says whether all that is kept beside it agrees.
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

/** As verify-attendance.ts says: 1 is for what does not agree, and not for what could not be looked at. */
const COULD_NOT_BE_LOOKED_AT = 2;
let isSetUp = false;

await runScript(async () => {
  await setUp({ withMediaWorker: false, withPages: false });
  isSetUp = true;
  return runInForeground({
    command: projectNode,
    args: [inProject('scripts/verify-attendance.ts'), ...process.argv.slice(2)],
    env: environmentForServer(),
  });
});
if (!isSetUp) process.exitCode = COULD_NOT_BE_LOOKED_AT;
