// @ts-check
// `npm run check`: everything that can be said about the code without running it, the quick things first. Stops at
// the first step that finds something and shows what it found.
import { spawnSync } from 'node:child_process';
import { inProject, projectNode, projectRoot } from './set-up/places.mjs';
import { describeDuration } from './set-up/progress.mjs';
import { runScript, setUp } from './setup.mjs';

const typescript = 'node_modules/typescript/bin/tsc';
/** Each is a program of its own: `shared` must compile with neither browser nor Node. */
const programs = ['shared', 'server', 'client', 'tests', 'scripts'];

/** @type {ReadonlyArray<{ title: string, commands: ReadonlyArray<readonly string[]> }>} */
const steps = [
  {
    title: 'format and lint',
    commands: [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  },
  { title: 'imports', commands: [['scripts/check-imports.ts']] },
  { title: 'documents', commands: [['scripts/check-docs.ts']] },
  { title: 'types', commands: programs.map((folder) => [typescript, '-p', folder]) },
  {
    title: 'migrations match the schema',
    commands: [
      // Exits with 2 when a migration is missing and prints what it would do.
      [
        'node_modules/prisma/build/index.js',
        'migrate',
        'diff',
        '--from-migrations',
        'prisma/migrations',
        '--to-schema',
        'prisma/schema.prisma',
        '--exit-code',
      ],
    ],
  },
];

await runScript(async () => {
  await setUp({ withMediaWorker: false, withPages: false });

  for (const { title, commands } of steps) {
    const startedMs = performance.now();
    const failed = commands.map(runOnProjectNode).filter((result) => result.status !== 0);
    const took = describeDuration(performance.now() - startedMs);
    if (failed.length === 0) {
      console.log(`✓ ${title} (${took})`);
      continue;
    }
    for (const { stdout, stderr } of failed) process.stdout.write(`${stdout}${stderr}`);
    console.log(`✗ ${title} (${took})`);
    return 1;
  }
  return 0;
});

/** @param {readonly string[]} args */
function runOnProjectNode([script = '', ...args]) {
  return spawnSync(projectNode, [inProject(script), ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
}
