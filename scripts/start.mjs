// @ts-check
// `npm start`: sets up what is missing, then runs the server until it ends. package.json says `exec node …`: npm hands
// signals to the shell that it starts, and a shell that is still there dies of them and leaves the server running.
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
