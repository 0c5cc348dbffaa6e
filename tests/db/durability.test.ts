import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { type Child, startChild } from './children/run-child.ts';

const rounds = 3;
/** As children/write-until-killed.ts writes them. */
const rowsPerName: Record<string, number> = { single: 1, transaction: 2, batch: 20 };

test('kill -9 in mid-write loses nothing that was acknowledged and leaves no transaction in part', async () => {
  const dataDir = await makeTemporaryFolder();
  const acknowledged = new Set<string>();
  const { snapshotPath } = inject('templateDatabase');
  await openDatabase({ dataDir, snapshotPath, log: quietLog }).then((database) => database.close());

  for (let round = 1; ; round++) {
    const child = startChild('write-until-killed.ts', { args: [dataDir, `${round}`] });
    // What the kill of the round before left is what this one finds.
    const { rows, byTable, byIndex }: State = JSON.parse(await child.firstLine());
    const stored = new Map(rows.map(({ name, rows }) => [name, rows]));
    expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([]);
    expect(rows.filter(({ name, rows }) => rows !== rowsPerName[kindOf(name)])).toEqual([]);
    expect(byIndex).toBe(byTable);
    if (round > rounds) break;

    // Rounds end at different depths of the work: after so many acknowledgements.
    while (acknowledgements(child).length < round * round * 15) await once(child.process.stdout, 'data');
    child.process.kill('SIGKILL');
    expect(await child.ended).toBe('SIGKILL');
    for (const name of acknowledgements(child)) acknowledged.add(name);
  }
  expect(new Set([...acknowledged].map(kindOf))).toEqual(new Set(Object.keys(rowsPerName)));
}, 240_000);

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
}, 120_000);

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
}, 120_000);

interface State {
  rows: { name: string; rows: number }[];
  byTable: number;
  byIndex: number;
}

/** Whole lines only, behind the first. */
function acknowledgements(child: Child): string[] {
  return child.output().split('\n').slice(1, -1);
}

function kindOf(name: string): string {
  return name.split(' ')[0] ?? '';
}
