// @ts-check
// `npm run demo`: a Lectern of its own, with the story of a series that is half over and a session that is on now.
//   npm run demo -- --data /tmp/demo      keep it there instead of in ./data-demo
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  await setUp();
  return runInForeground({
    command: projectNode,
    args: [inProject('scripts/demo-server.ts'), ...process.argv.slice(2)],
    env: environmentForServer(),
  });
});
