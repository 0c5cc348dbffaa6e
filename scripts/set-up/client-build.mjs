// @ts-check
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { fingerprint, hasStamp, removeStamp, writeStamp } from './fingerprint.mjs';
import { inProject, projectNode } from './places.mjs';
import { run } from './run.mjs';

const stamp = 'client-build';
const output = inProject('dist/client');

/** Everything that decides what Vite makes. */
const print = () =>
  fingerprint(
    [inProject('client'), inProject('shared'), inProject('vite.config.ts'), inProject('package-lock.json')],
    { ignore: (file) => /\.test\.tsx?$/u.test(file) },
  );

export const isClientBuilt = () => existsSync(`${output}/index.html`) && hasStamp(stamp, print());

/** Built beside the old pages and then put in their place: a server that is running never shows half of each. */
export async function buildClient() {
  const made = print();
  removeLeftovers();
  const fresh = `${output}.new-${process.pid}`;
  const old = `${output}.old-${process.pid}`;

  await run(
    projectNode,
    [inProject('node_modules/vite/bin/vite.js'), 'build', '--outDir', fresh, '--emptyOutDir'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );

  removeStamp(stamp);
  if (existsSync(output)) renameSync(output, old);
  renameSync(fresh, output);
  writeStamp(stamp, made);
  rmSync(old, { recursive: true, force: true });
}

function removeLeftovers() {
  const folder = inProject('dist');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (/^client\.(?:new|old)-\d+$/u.test(name))
      rmSync(`${folder}/${name}`, { recursive: true, force: true });
  }
}
