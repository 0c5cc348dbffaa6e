import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#server/core/db/open-database.ts';
import { toAttendanceReportDto } from '#server/features/attendance/attendance.mapper.ts';
import { readAttendance } from '#server/features/attendance/attendance.service.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';

/** The largest series we know of, each of whose learners reconnected four times. */
const LEARNERS = 3_000;
const STAYS = 5;
/** Computing time of the whole process, the embedded database included: unlike wall time, the same on a busy machine. */
const BUDGET_MS = 300;

const start = Date.UTC(2021, 8, 28, 1);
const second = (seconds: number): Date => new Date(start + seconds * 1000);

let database: Database;
let sessionId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  const { prisma: db } = database;
  const series = await db.series.create({
    data: { title: 'OCOP', topics: { create: { title: 'Chuyên đề 1', position: 0 } } },
    include: { topics: true },
  });
  const [topic] = series.topics;
  const session = await db.session.create({
    data: {
      seriesId: series.id,
      title: 'Buổi 1',
      code: 'buoi1abc',
      state: 'ENDED',
      plannedStartsAt: second(0),
      plannedEndsAt: second(10_800),
      startedAt: second(0),
      endedAt: second(10_800),
      topicWindows: {
        create: { topicId: topic?.id ?? '', startedAt: second(0), endedAt: second(5_400) },
      },
    },
  });
  sessionId = session.id;

  const people = Array.from({ length: LEARNERS }, () => randomUUID());
  const names = people.map((_, index) => `Nguyễn ${index % 2 ? 'Thị' : 'Văn'} Tên${index % 97}`);
  await db.$executeRaw`
    INSERT INTO "Person" ("id", "name", "nameFolded")
    SELECT "id", "name", 'x' FROM unnest(${people}::uuid[], ${names}::text[]) AS "new" ("id", "name")`;
  await db.$executeRaw`
    INSERT INTO "Enrolment" ("id", "seriesId", "personId", "createdAt")
    SELECT gen_random_uuid(), ${series.id}::uuid, "id", ${second(-60)} FROM unnest(${people}::uuid[]) AS "id"`;
  // Each stays for half an hour and is away for five minutes, five times: the gaps are too long to be bridged.
  await db.$executeRaw`
    INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
    SELECT gen_random_uuid(), ${sessionId}::uuid, "id", 'LEARNER',
      ${second(0)}::timestamptz + "stay" * interval '35 min',
      ${second(1_800)}::timestamptz + "stay" * interval '35 min',
      ${second(1_800)}::timestamptz + "stay" * interval '35 min'
    FROM unnest(${people}::uuid[]) AS "id", generate_series(0, ${STAYS - 1}) AS "stay"`;
}, 60_000);
afterAll(() => database.close());

it('three thousand learners with five stays each are reported rightly, within 300 ms of computing', async () => {
  const clock = { now: () => second(20_000) };
  const spentMs: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const before = process.cpuUsage();
    const report = toAttendanceReportDto(await readAttendance({ db: database.prisma, clock, sessionId }));
    const { user, system } = process.cpuUsage(before);
    spentMs.push((user + system) / 1000);
    expect(report.rows).toHaveLength(LEARNERS);
    // The last stay ends at 170 minutes, before the session does; the topic's end cuts the third one short.
    expect(report.rows.every((row) => row.seconds === 5 * 1_800)).toBe(true);
    expect(report.rows.every((row) => row.topics[0]?.seconds === 2 * 1_800 + 1_200)).toBe(true);
    expect(Math.max(...report.audience.map((point) => point.learners))).toBe(LEARNERS);
  }
  expect(Math.min(...spentMs)).toBeLessThan(BUDGET_MS);
});
