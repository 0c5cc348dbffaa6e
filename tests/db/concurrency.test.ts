import { afterAll, expect, test } from 'vitest';
import { openTestDatabase } from '#tests/support/test-database.ts';

const database = await openTestDatabase();
const { prisma, pool } = database;
afterAll(() => database.close());

test('three hundred operations at once, half of them failing, each get their own answer', async () => {
  const email = 'taken@example.vn';
  await prisma.person.create({ data: { name: 'Hà', nameFolded: 'ha', email } });

  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, i) => {
      if (i % 2 === 1) return prisma.person.create({ data: { name: `${i}`, nameFolded: '', email } });
      if (i % 3 === 0) return prisma.$queryRaw`SELECT ${i}::int AS i`;
      return prisma.person.findUniqueOrThrow({ where: { email } });
    }),
  );
  results.forEach((result, i) => {
    if (i % 2 === 1) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'P2002' } });
    else if (i % 3 === 0) expect(result).toEqual({ status: 'fulfilled', value: [{ i }] });
    else expect(result).toMatchObject({ status: 'fulfilled', value: { email } });
  });
});

test('a hundred transactions at once all come through', async () => {
  await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      prisma.$transaction(async (tx) => {
        const { id } = await tx.person.create({ data: { name: 'before', nameFolded: `hundred ${i}` } });
        await tx.person.update({ where: { id }, data: { name: 'after' } });
      }),
    ),
  );
  expect(await prisma.person.count({ where: { nameFolded: { startsWith: 'hundred' }, name: 'after' } })).toBe(
    100,
  );
});

test('plain SQL that fails does not disturb what waits behind it', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) => pool.query(i % 2 ? 'SELECT 1 / 0' : `SELECT ${i} AS i`)),
  );
  results.forEach((result, i) => {
    if (i % 2) expect(result).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    else expect(result).toMatchObject({ status: 'fulfilled', value: { rows: [{ i }] } });
  });
});

test('what one connection left behind is not there for the next', async () => {
  const client = await pool.connect();
  await client.query(`BEGIN; SET search_path = nowhere; CREATE TEMP TABLE left_behind (a int)`);
  client.release(true);

  const { rows } = await pool.query(
    `SELECT current_setting('search_path') AS path, to_regclass('left_behind') AS temp`,
  );
  expect(rows).toEqual([{ path: expect.stringContaining('public'), temp: null }]);
});

test('big answers and big questions pass whole', async () => {
  const text = 'ấ'.repeat(3_000_000);
  const { rows } = await pool.query<{ text: string; series: string }>(
    `SELECT $1::text AS text, (SELECT string_agg(n::text, ',') FROM generate_series(1, 1000000) AS n) AS series`,
    [text],
  );
  expect(rows[0]?.text === text).toBe(true);
  expect(rows[0]?.series.length).toBe(6_888_895);
});

test('closing answers what waits in the queue, and leaves nothing without an answer', async () => {
  const other = await openTestDatabase();
  const queued = Array.from({ length: 50 }, (_, i) => other.pool.query('SELECT $1::int AS i', [i]));
  const onTheirWay = Array.from({ length: 50 }, (_, i) =>
    other.prisma.$queryRaw`SELECT ${i}::int AS i`.then((rows) => rows),
  );
  const [answers, results] = await Promise.all([
    Promise.all(queued),
    Promise.allSettled(onTheirWay),
    other.close(),
  ]);
  expect(answers.map(({ rows }) => rows)).toEqual(queued.map((_, i) => [{ i }]));
  results.forEach((result, i) => {
    if (result.status === 'fulfilled') expect(result.value).toEqual([{ i }]);
    else expect(String(result.reason)).toContain('Cannot use a pool after calling end');
  });
});
