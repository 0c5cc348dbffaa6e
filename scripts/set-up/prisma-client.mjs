// @ts-check
import { existsSync } from 'node:fs';
import { fingerprint, hasStamp, removeStamp, writeStamp } from './fingerprint.mjs';
import { inProject, projectNode } from './places.mjs';
import { run } from './run.mjs';

const stamp = 'prisma-client';

/** Everything that decides what Prisma generates. */
const print = () =>
  fingerprint([
    inProject('prisma/schema.prisma'),
    inProject('prisma.config.ts'),
    inProject('node_modules/prisma/package.json'),
  ]);

export const isPrismaClientGenerated = () =>
  existsSync(inProject('prisma/generated/client.ts')) && hasStamp(stamp, print());

export async function generatePrismaClient() {
  const made = print();
  removeStamp(stamp);
  await run(projectNode, [inProject('node_modules/prisma/build/index.js'), 'generate']);
  writeStamp(stamp, made);
}
