import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { answerTogether } from '#server/features/presence-checks/answer-check.service.ts';
import { deliverTogether } from '#server/features/presence-checks/deliver-check.service.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

const database = await openTestDatabase();
const { prisma, pool } = database;
afterAll(() => database.close());

/** Of the embedded database, whose transactions stand in one line, nobody can hold rows beside another. */
const isServer = inject('templateDatabase').server !== undefined;

async function makeOpenCheck() {
  const at = new Date();
  const series = await prisma.series.create({ data: { title: 'Chuỗi tập huấn' } });
  const topic = await prisma.topic.create({ data: { seriesId: series.id, title: 'Bài 1', position: 1 } });
  const session = await prisma.session.create({
    data: {
      seriesId: series.id,
      title: 'Buổi 1',
      code: 'BUOI1',
      plannedStartsAt: at,
      plannedEndsAt: at,
    },
  });
  const { id: checkId } = await prisma.presenceCheck.create({
    data: {
      id: randomUUID(),
      sessionId: session.id,
      topicId: topic.id,
      kind: 'TAP',
      state: 'OPEN',
      createdAt: at,
      shownAt: at,
      closesAt: new Date(at.getTime() + 60_000),
    },
  });
  return { checkId, sessionId: session.id };
}

const countWaiting = async () => {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count;
};

test.skipIf(!isServer)(
  'answers and notes of delivery that come in opposite orders never wait for each other',
  async () => {
    const { checkId, sessionId } = await makeOpenCheck();
    const people = [1, 2, 3].map((number) => ({
      id: `00000000-0000-4000-8000-00000000000${number}`,
      name: 'Hoa',
      nameFolded: 'hoa',
    }));
    await prisma.person.createMany({ data: people });
    const [first, middle, last] = people.map(({ id }) => id) as [string, string, string];

    // Somebody holds the row in the middle until each of the two holds what it comes to before.
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query(
      `INSERT INTO "PresenceCheckAnswer" ("checkId", "personId", "outcome") VALUES ($1, $2, 'PENDING')`,
      [checkId, middle],
    );
    const arrivedAt = new Date();
    const answers = answerTogether(
      prisma,
      checkId,
      [first, middle, last].map((personId) => ({
        sessionId,
        personId,
        clientId: randomUUID(),
        word: null,
        writtenAgo: undefined,
        arrivedAt,
      })),
    );
    const deliveries = deliverTogether(
      prisma,
      checkId,
      [last, middle, first].map((personId) => ({ sessionId, personId, seen: true, arrivedAt })),
    );
    const both = Promise.allSettled([answers, deliveries]);
    try {
      await expect.poll(countWaiting).toBe(2);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }

    expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const rows = await prisma.presenceCheckAnswer.findMany({ where: { checkId } });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ANSWERED', 'ANSWERED', 'ANSWERED']);
  },
);
