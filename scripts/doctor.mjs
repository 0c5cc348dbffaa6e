// @ts-check
// `npm run doctor`: says in words what is missing or misconfigured. It changes nothing. This first half runs on any Node,
// since the rest needs what may be missing.
import { areDependenciesInstalled } from './set-up/dependencies.mjs';
import { inProject, projectNode } from './set-up/places.mjs';
import { isPrismaClientGenerated } from './set-up/prisma-client.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript } from './setup.mjs';

await runScript(async () => {
  if (!areDependenciesInstalled() || !isPrismaClientGenerated()) {
    console.log(
      `✗ Set-up has not been run, or not to its end: \`npm start\` does it (this machine has Node ${process.versions.node}).`,
    );
    return 1;
  }
  return runInForeground({
    command: projectNode,
    args: [inProject('scripts/doctor.ts')],
    env: environmentForServer(),
  });
});
