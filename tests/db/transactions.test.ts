import { afterAll, beforeEach, expect, test } from 'vitest';
import { TransactionNotCommittedError } from '#server/core/db/database-errors.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

const database = await openTestDatabase();
const { prisma } = database;
afterAll(() => database.close());
beforeEach(() => prisma.person.deleteMany());

const hà = { name: 'Hà', nameFolded: 'ha', email: 'ha@example.vn' };
const an = { name: 'An', nameFolded: 'an', email: 'an@example.vn' };
const countPeople = () => prisma.person.count();

test('a transaction that throws stores nothing', async () => {
  const transaction = prisma.$transaction(async (tx) => {
    await tx.person.create({ data: hà });
    throw new Error('changed my mind');
  });
  await expect(transaction).rejects.toThrow('changed my mind');
  expect(await countPeople()).toBe(0);
});

test('a list of operations is stored whole or not at all', async () => {
  await prisma.$transaction([prisma.person.create({ data: hà }), prisma.person.create({ data: an })]);
  expect(await countPeople()).toBe(2);

  const removal = prisma.$transaction([
    prisma.person.delete({ where: { email: hà.email } }),
    prisma.person.delete({ where: { email: 'nobody@example.vn' } }),
  ]);
  await expect(removal).rejects.toMatchObject({ code: 'P2025' });
  expect(await countPeople()).toBe(2);
});

test('reads the relations of a row one after the other: its connection carries no two statements at once', async () => {
  await prisma.person.create({ data: hà });
  const atOnce: string[] = [];
  const note = (warning: Error) => atOnce.push(warning.message);
  process.on('warning', note);
  await prisma.$transaction((tx) =>
    tx.person.findMany({ include: { staffOf: true, enrolments: true, signIns: true, presence: true } }),
  );
  // Warnings are told in a turn of their own.
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(atOnce).toEqual([]);
});

test('a commit after a swallowed error is refused, instead of reporting what PostgreSQL threw away', async () => {
  const transaction = prisma.$transaction(async (tx) => {
    await tx.person.create({ data: hà });
    await tx.person.create({ data: hà }).catch(() => {});
    return 'stored';
  });
  await expect(transaction).rejects.toBeInstanceOf(TransactionNotCommittedError);
  expect(await countPeople()).toBe(0);

  // The connection went back in order.
  await prisma.$transaction(async (tx) => await tx.person.create({ data: hà }));
  expect(await countPeople()).toBe(1);
});

test('what failed inside a nested transaction is undone alone, and the outer one is stored', async () => {
  await prisma.$transaction(async (tx) => {
    await tx.person.create({ data: hà });
    const inner = tx.$transaction(async (nested) => {
      await nested.person.create({ data: an });
      await nested.person.create({ data: hà });
    });
    await expect(inner).rejects.toMatchObject({ code: 'P2002' });
  });
  expect(await prisma.person.findMany({ select: { name: true } })).toEqual([{ name: 'Hà' }]);
});

test('a constraint that is checked at the commit is reported as a failure of the transaction', async () => {
  await prisma.$executeRaw`CREATE TABLE checked_late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)`;
  const transaction = prisma.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO checked_late VALUES (1)`;
    await tx.$executeRaw`INSERT INTO checked_late VALUES (1)`;
  });
  await expect(transaction).rejects.toThrow();
  expect(await prisma.$queryRaw`SELECT count(*)::int AS rows FROM checked_late`).toEqual([{ rows: 0 }]);
});

test('a transaction that takes too long is rolled back, and the next one is served', async () => {
  const expired = Promise.withResolvers<void>();
  const transaction = prisma.$transaction(
    async (tx) => {
      await tx.person.create({ data: hà });
      // Answers only when the transaction's own limit has ended it.
      while (
        await tx.person.count().then(
          () => true,
          () => false,
        )
      );
      expired.resolve();
      await tx.person.count();
    },
    { timeout: 300 },
  );
  await expect(transaction).rejects.toMatchObject({ code: 'P2028' });
  await expired.promise;
  expect(await countPeople()).toBe(0);
});

test('the outer client inside a transaction ends in an error on the embedded database, not in a standstill', async ({
  skip,
}) => {
  if (database.kind !== 'embedded') skip('PostgreSQL has a second connection to answer with');
  const transaction = prisma.$transaction(
    async (tx) => {
      await tx.person.create({ data: hà });
      await prisma.person.count();
    },
    { timeout: 500 },
  );
  await expect(transaction).rejects.toMatchObject({ code: 'P2028' });
  expect(await countPeople()).toBe(0);
});

test('serializable transactions see each other only whole', async () => {
  await prisma.$transaction(
    async (tx) => {
      await Promise.all([tx.person.create({ data: hà }), tx.person.create({ data: an })]);
    },
    { isolationLevel: 'Serializable' },
  );
  expect(await countPeople()).toBe(2);
});
