// @ts-check
// `npm run bench -- NAME`: sets up what is missing, then runs bench/NAME.ts. Its last line is JSON.
import { readdirSync } from 'node:fs';
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
const names = readdirSync(inProject('bench')).flatMap((file) => /^(.+)\.ts$/u.exec(file)?.[1] ?? []);

await runScript(async () => {
  if (!name || !names.includes(name)) {
    console.error(`npm run bench -- NAME, where NAME is one of: ${names.sort().join(', ')}`);
    return 1;
  }
  await setUp({ withChromium: true });
  return runInForeground({
    command: projectNode,
    args: [inProject(`bench/${name}.ts`), ...args],
    env: environmentForServer(),
  });
});
