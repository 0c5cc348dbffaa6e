import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { embeddedMajor } from '#server/core/db/embedded-database.ts';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { startChild } from './children/run-child.ts';

const log = quietLog;
/** Only what is about the very first start makes its database from nothing, which takes seconds. */
const { snapshotPath } = inject('templateDatabase');

describe('the folder of the embedded database', { timeout: 120_000 }, () => {
  test('is refused to a second process at once, and free again when the first is killed', async () => {
    const dataDir = await makeTemporaryFolder();
    const first = startChild('open-database.ts', { args: [JSON.stringify({ dataDir, snapshotPath })] });
    expect(JSON.parse(await first.firstLine())).toHaveProperty('appliedMigrations');

    const askedAt = performance.now();
    await expect(openDatabase({ dataDir, snapshotPath, log })).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringMatching(`${dataDir} open.*DATABASE_URL`),
    });
    expect(performance.now() - askedAt).toBeLessThan(1_000);

    first.process.kill('SIGKILL');
    await first.ended;
    const database = await openDatabase({ dataDir, snapshotPath, log });
    await database.close();
  });

  test('is refused to the same process too, and free again after closing', async () => {
    const dataDir = await makeTemporaryFolder();
    const database = await openDatabase({ dataDir, snapshotPath, log });
    await expect(openDatabase({ dataDir, snapshotPath, log })).rejects.toMatchObject({ code: 'data_in_use' });
    // The refused one must not have taken the system's lock away with it, as closing any handle of a file can.
    const other = startChild('open-database.ts', { args: [JSON.stringify({ dataDir })] });
    expect(JSON.parse(await other.firstLine())).toMatchObject({ code: 'data_in_use' });

    const { id } = await database.prisma.person.create({ data: { name: 'Hà', nameFolded: 'ha' } });
    await Promise.all([database.close(), database.close()]);
    const again = await openDatabase({ dataDir, snapshotPath, log });
    expect(again.appliedMigrations).toEqual([]);
    expect(await again.prisma.person.findUnique({ where: { id } })).toMatchObject({ name: 'Hà' });
    await again.close();
  });

  test('is made with everything in it when it is missing, for its owner only, whatever its name', async () => {
    const dataDir = path.join(await makeTemporaryFolder(), 'a b', "Dữ liệu'đ%20");
    const database = await openDatabase({ dataDir, log });
    expect(database.kind).toBe('embedded');
    expect(database.appliedMigrations.length).toBeGreaterThan(0);
    await database.close();
    expect((await readdir(dataDir)).sort()).toEqual(['database', 'database.lock']);
    const databaseDir = path.join(dataDir, 'database');
    expect(((await stat(databaseDir)).mode & 0o777).toString(8)).toBe('700');
    expect((await readFile(path.join(databaseDir, 'PG_VERSION'), 'utf8')).trim()).toBe(embeddedMajor);
  });

  test('is refused with its name when a file stands in its place', async () => {
    const dataDir = path.join(await makeTemporaryFolder(), 'file');
    await writeFile(dataDir, '');
    await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
      code: 'data_not_writable',
      message: expect.stringContaining(dataDir),
    });
  });

  test('is refused, and left as it is, when another major version of PostgreSQL wrote it', async () => {
    const dataDir = await makeTemporaryFolder();
    await mkdir(path.join(dataDir, 'database'));
    await writeFile(path.join(dataDir, 'database', 'PG_VERSION'), '17\n');
    await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
      code: 'data_of_other_version',
      message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/u),
    });
    expect(await readdir(path.join(dataDir, 'database'))).toEqual(['PG_VERSION']);
  });

  test('is refused with a reason when its files are damaged, and not locked afterwards', async () => {
    const dataDir = await makeTemporaryFolder();
    await mkdir(path.join(dataDir, 'database'));
    await writeFile(path.join(dataDir, 'database', 'PG_VERSION'), `${embeddedMajor}\n`);
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
        code: 'embedded_start_failed',
        message: expect.stringMatching(/restore the data folder/u),
      });
    }
  });

  test('can be copied as one file while the database runs, and a new one starts from it', async () => {
    const folder = await makeTemporaryFolder();
    const database = await openDatabase({ dataDir: path.join(folder, 'first'), snapshotPath, log });
    await database.prisma.person.create({ data: { name: 'Hà', nameFolded: 'ha' } });
    const copyPath = path.join(folder, 'copy.tar');
    await writeFile(copyPath, (await database.dump?.()) ?? '');
    await database.close();

    const copy = await openDatabase({ dataDir: path.join(folder, 'second'), snapshotPath: copyPath, log });
    expect(copy.appliedMigrations).toEqual([]);
    expect(await copy.prisma.person.count()).toBe(1);
    await copy.close();
  });
});
