import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { type DatabasePlace, makeEmptyDatabase } from '#tests/support/empty-database.ts';
import { runPrisma } from '#tests/support/prisma-cli.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';

const schemaFile = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));
const compare = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--exit-code', '--to-schema'];

// Each runs Prisma's own command line, which takes seconds; nothing of it needs a network.
describe('prisma, without its downloaded engine', { timeout: 120_000 }, () => {
  test('finds that the migrations make exactly the schema', async () => {
    const { exitCode, output } = await runPrisma([...compare, schemaFile]);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining('No difference detected'),
    });
  });

  test('finds the difference when the schema has something that no migration makes', async () => {
    const changed = path.join(await makeTemporaryFolder(), 'schema.prisma');
    await writeFile(changed, `${await readFile(schemaFile, 'utf8')}\nmodel Forgotten {\n  id Int @id\n}\n`);
    const { exitCode, output } = await runPrisma([...compare, changed]);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: expect.stringContaining('Forgotten') });
  });

  test('finds a database up to date that the server migrated at its start', async () => {
    const place = await makeEmptyDatabase();
    const database = await openDatabase({ ...place, log: quietLog });
    await database.close();
    const { exitCode, output } = await runPrisma(['migrate', 'status'], toEnvironment(place));
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining('Database schema is up to date'),
    });
  });

  test('migrates a database that the server then finds up to date', async () => {
    const place = await makeEmptyDatabase();
    const { exitCode, output } = await runPrisma(['migrate', 'deploy'], toEnvironment(place));
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining('All migrations have been successfully applied'),
    });
    const database = await openDatabase({ ...place, log: quietLog });
    expect(database.appliedMigrations).toEqual([]);
    expect(await database.prisma.person.count()).toBe(0);
    await database.close();
  });

  test('is refused, in words, while a server has the embedded database open', async () => {
    const dataDir = await makeTemporaryFolder();
    const database = await openDatabase({ dataDir, log: quietLog });
    const { exitCode, output } = await runPrisma(['migrate', 'status'], { LECTERN_DATA_DIR: dataDir });
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringContaining('Another process has the data'),
    });
    await database.close();
  });
});

function toEnvironment(place: DatabasePlace): Record<string, string> {
  return 'url' in place ? { DATABASE_URL: place.url } : { LECTERN_DATA_DIR: place.dataDir };
}
