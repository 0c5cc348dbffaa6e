// @ts-check
// `npm start`: sets up what is missing, then runs the server until it ends.
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  await setUp();
  return runInForeground({
    command: projectNode,
    args: [inProject('server/main.ts')],
    env: environmentForServer(),
  });
});
