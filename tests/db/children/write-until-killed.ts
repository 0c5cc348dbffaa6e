/**
 * Prints what the embedded database of the folder given holds after its recovery, as one line of JSON. Then writes
 * rows, transactions and batches into it, several at once, and prints the name of each that was acknowledged, until
 * it is killed.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';

const [dataDir = '', round = ''] = process.argv.slice(2);
const database = await openDatabase({ dataDir, log: quietLog });
const { prisma, pool } = database;

writeSync(1, `${JSON.stringify(await readState())}\n`);

/** By the first word of the name: how many rows belong to one. The test reads the same numbers. */
const writers: Record<string, (name: string) => Promise<unknown>> = {
  single: (name) => prisma.person.create({ data: person(name) }),
  transaction: (name) =>
    prisma.$transaction(async (tx) => {
      const first = await tx.person.create({ data: person(name) });
      await tx.person.create({ data: person(name) });
      await tx.person.update({ where: { id: first.id }, data: { nameFolded: 'changed' } });
    }),
  batch: (name) => prisma.person.createMany({ data: Array.from({ length: 20 }, () => person(name)) }),
};

setInterval(() => void pool.query('CHECKPOINT'), 150);
for (const [kind, write] of Object.entries(writers)) void writeForever(kind, write);

async function writeForever(kind: string, write: (name: string) => Promise<unknown>): Promise<void> {
  for (let number = 0; ; number++) {
    const name = `${kind} ${round}-${number}`;
    await write(name);
    // At once and whole, so that what the test reads is what was acknowledged.
    writeSync(1, `${name}\n`);
  }
}

function person(name: string) {
  return { name, nameFolded: name };
}

/** How many rows there are of each name, and how many by the table and by its index. */
async function readState() {
  const { rows } = await pool.query('SELECT name, count(*)::int AS rows FROM "Person" GROUP BY name');
  const byTable = await countIds(
    'enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off',
  );
  const byIndex = await countIds('enable_seqscan = off');
  return { rows, byTable, byIndex };
}

async function countIds(setting: string): Promise<unknown> {
  await pool.query(`RESET ALL; SET ${setting}`);
  const { rows } = await pool.query('SELECT count(id)::int AS count FROM "Person"');
  await pool.query('RESET ALL');
  return rows[0]?.count;
}
