// @ts-check
// `npm run verify-attendance -- SESSION`: computes a session's attendance again from its record, and says whether all that is kept beside it agrees.
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  await setUp();
  return runInForeground({
    command: projectNode,
    args: [inProject('scripts/verify-attendance.ts'), ...process.argv.slice(2)],
    env: environmentForServer(),
  });
});
