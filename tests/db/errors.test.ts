import { afterAll, expect, test } from 'vitest';
import { openTestDatabase } from '#tests/support/test-database.ts';

// The same expectations on both databases: what the code catches must not depend on where it runs.

const database = await openTestDatabase();
const { prisma } = database;
afterAll(() => database.close());

const nobody = '00000000-0000-7000-8000-000000000000';

test('an address that is taken is P2002 and names the constraint', async () => {
  const data = { name: 'Hà', nameFolded: 'ha', email: 'ha@example.vn' };
  await prisma.person.create({ data });
  await expect(prisma.person.create({ data })).rejects.toMatchObject({
    code: 'P2002',
    meta: {
      modelName: 'Person',
      driverAdapterError: { cause: { originalCode: '23505', constraint: { index: 'Person_email_key' } } },
    },
  });
});

test('a reference to nothing is P2003 and names the constraint', async () => {
  const data = { seriesId: nobody, position: 1, title: 'Topic' };
  await expect(prisma.topic.create({ data })).rejects.toMatchObject({
    code: 'P2003',
    meta: {
      modelName: 'Topic',
      driverAdapterError: { cause: { originalCode: '23503', constraint: { index: 'Topic_seriesId_fkey' } } },
    },
  });
});

test('what is not there is P2025, for a change as for a find that must succeed', async () => {
  const change = prisma.person.update({ where: { id: nobody }, data: { name: 'Hà' } });
  await expect(change).rejects.toMatchObject({ code: 'P2025', meta: { modelName: 'Person' } });
  const find = prisma.person.findUniqueOrThrow({ where: { id: nobody } });
  await expect(find).rejects.toMatchObject({ code: 'P2025', meta: { modelName: 'Person' } });
});

test.each([
  ['an unknown column', 'SELECT nope', '42703'],
  ['an unknown table', 'SELECT 1 FROM nope', '42P01'],
  ['a syntax error', 'SELEC 1', '42601'],
  ['a division by zero', 'SELECT 1 / 0', '22012'],
  ['text that is no number', `SELECT 'a'::int`, '22P02'],
  ['a number that is too large', 'SELECT 3000000000::int', '22003'],
])('%s in SQL by hand is P2010 with PostgreSQL’s own code', async (_what, sql, originalCode) => {
  await expect(prisma.$queryRawUnsafe(sql)).rejects.toMatchObject({
    code: 'P2010',
    meta: { driverAdapterError: { cause: { originalCode } } },
  });
});

test('an error that input can cause does not quote the values', async () => {
  const data = { name: 'Hà', nameFolded: 'ha', email: 'secret@example.vn' };
  await prisma.person.create({ data });
  const error: unknown = await prisma.person.create({ data }).catch((reason) => reason);
  expect(`${error} ${JSON.stringify(error)}`).not.toContain('secret@example.vn');
});
