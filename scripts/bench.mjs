// @ts-check
// `npm run bench -- NAME`: sets up what is missing, then runs bench/NAME.ts; the last line it prints is JSON.
import { readdirSync } from 'node:fs';
import { findChromium } from './set-up/chromium.mjs';
import { inProject, projectNode } from './set-up/places.mjs';
import { SetUpError } from './set-up/progress.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const names = readdirSync(inProject('bench')).flatMap((file) => /^([\w-]+)\.ts$/u.exec(file)?.[1] ?? []);
  if (!names.includes(name))
    throw new SetUpError(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);

  await setUp({ withChromium: true });
  return runInForeground({
    command: projectNode,
    args: [inProject('bench', `${name}.ts`), ...args],
    env: { ...environmentForServer(), LECTERN_TEST_CHROMIUM: findChromium() },
  });
});
