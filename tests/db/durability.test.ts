import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { startChild } from './children/run-child.ts';

const rounds = 5;
/** As children/write-until-killed.ts writes them. */
const rowsPerName: Record<string, number> = { single: 1, transaction: 2, batch: 20 };

test('kill -9 in mid-write loses nothing that was acknowledged and leaves no transaction in part', async () => {
  const dataDir = await makeTemporaryFolder();
  const acknowledged = new Set<string>();
  const { snapshotPath } = inject('templateDatabase');
  await openDatabase({ dataDir, snapshotPath, log: quietLog }).then((database) => database.close());

  for (let round = 1; round <= rounds; round++) {
    const child = startChild('write-until-killed.ts', { args: [dataDir, `${round}`] });
    await child.firstLine();
    // Rounds end at different depths of the work: after so many further acknowledgements.
    const enough = child.output().length + round * round * 400;
    while (child.output().length < enough) await once(child.process.stdout ?? child.process, 'data');
    child.process.kill('SIGKILL');
    expect(await child.ended).toBe('SIGKILL');
    for (const line of wholeLines(child.output())) acknowledged.add(line);

    const database = await openDatabase({ dataDir, log: quietLog });
    try {
      const stored = await countRowsByName(database.pool);
      expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([]);
      expect([...stored].filter(([name, rows]) => rows !== rowsPerName[kindOf(name)])).toEqual([]);
      expect(await countByIndex(database.pool)).toBe(await countByTable(database.pool));
    } finally {
      await database.close();
    }
  }
  expect(new Set([...acknowledged].map(kindOf))).toEqual(new Set(Object.keys(rowsPerName)));
}, 120_000);

test('kill -9 in the middle of the very first start leaves a folder that the next start opens', async () => {
  const dataDir = await makeTemporaryFolder();
  for (const killAfterMs of [300, 1_200, 2_000]) {
    const child = startChild('open-database.ts', { args: [JSON.stringify({ dataDir })] });
    const timer = setTimeout(() => child.process.kill('SIGKILL'), killAfterMs);
    await Promise.race([child.ended, child.firstLine().catch(() => {})]);
    clearTimeout(timer);
    child.process.kill('SIGKILL');
    await child.ended;
  }

  const database = await openDatabase({ dataDir, log: quietLog });
  expect(await database.prisma.person.count()).toBe(0);
  await database.close();
}, 60_000);

test('every commit of the embedded database waits for the disk', async () => {
  const dataDir = await makeTemporaryFolder();
  const rows = 50;
  const traceFile = path.join(dataDir, 'trace.json');
  const child = startChild('count-syncs.ts', {
    args: [path.join(dataDir, 'data'), `${rows}`],
    // Counted by Node around the system call itself, on every thread: none of our code can be wrong about it.
    nodeFlags: ['--trace-event-categories=node.fs.sync', `--trace-event-file-pattern=${traceFile}`],
  });
  expect(await child.ended).toBe(0);

  const { startedAt, endedAt } = JSON.parse(await child.firstLine());
  const { traceEvents }: { traceEvents: { name: string; ph: string; ts: number }[] } = JSON.parse(
    await readFile(traceFile, 'utf8'),
  );
  const syncs = traceEvents.filter(
    ({ name, ph, ts }) => name === 'fs.sync.fdatasync' && ph === 'B' && ts >= startedAt && ts <= endedAt,
  );
  expect(syncs.length).toBeGreaterThanOrEqual(rows);
  // A few more belong to the table's files; many more would be a commit that waits twice.
  expect(syncs.length).toBeLessThan(rows * 1.5);
}, 60_000);

type Pool = Awaited<ReturnType<typeof openDatabase>>['pool'];

function wholeLines(output: string): string[] {
  return output.slice(0, output.lastIndexOf('\n')).split('\n');
}

function kindOf(name: string): string {
  return name.split(' ')[0] ?? '';
}

async function countRowsByName(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string; rows: number }>(
    'SELECT name, count(*)::int AS rows FROM "Person" GROUP BY name',
  );
  return new Map(rows.map(({ name, rows }) => [name, rows]));
}

async function countByTable(pool: Pool): Promise<number | undefined> {
  await pool.query('SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off');
  return await countIds(pool);
}

async function countByIndex(pool: Pool): Promise<number | undefined> {
  await pool.query('SET enable_indexonlyscan = on; SET enable_indexscan = on; SET enable_seqscan = off');
  const count = await countIds(pool);
  await pool.query('RESET ALL');
  return count;
}

async function countIds(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(id)::int AS count FROM "Person"');
  return rows[0]?.count;
}
