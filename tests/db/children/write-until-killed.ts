/**
 * Writes rows, transactions and batches into the embedded database of the folder given, several at once, and prints
 * the name of each that was acknowledged, until it is killed.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';

const [dataDir = '', round = ''] = process.argv.slice(2);
const database = await openDatabase({ dataDir, log: quietLog });
const { prisma } = database;

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

setInterval(() => void database.pool.query('CHECKPOINT'), 150);
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
