import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

const fromHere = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

if (existsSync(fromHere('.env'))) process.loadEnvFile(fromHere('.env'));

// Prisma's CLI downloads a schema engine before it does anything, even `generate`. The stand-in runs the WebAssembly
// build of the same engine from node_modules, so that nothing is fetched and nothing is asked over the network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fromHere('scripts/schema-engine.ts');
process.env.CHECKPOINT_DISABLE ??= '1';
// The stand-in is TypeScript and is started by its first line (`env node`), which must find the project's own Node.
process.env.PATH = [fromHere('node_modules/.bin'), process.env.PATH].join(path.delimiter);

const embedded = new URL('postgresql://embedded/');
embedded.searchParams.set('dir', path.resolve(fromHere('.'), process.env.LECTERN_DATA_DIR ?? './data'));

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? embedded.href },
});
