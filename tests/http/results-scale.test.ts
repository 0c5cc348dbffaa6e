import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeriesResultsDto } from '#shared/features/results.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

/** The largest series we know of: eleven topics in eight sessions, and each of its learners reconnected in each of them. */
const LEARNERS = 3_000;
const SESSIONS = 8;
const TOPICS = 11;
const STAYS = 3;
/** Until the last byte is there, on the embedded database, with a record that has not changed since it was last read. */
const OPENS_WITHIN_MS = 500;

const start = Date.UTC(2021, 8, 28, 1);
const at = (day: number, minute: number): Date => new Date(start + day * 86_400_000 + minute * 60_000);

let app: TestApp;
let organiser: TestPerson;
let seriesId: string;
let personIds: string[];
let topicIds: string[];

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  const make = new Factories(app);
  organiser = await make.makeOrganiser();
  const series = await make.makeSeries({ topics: TOPICS });
  ({ seriesId, topicIds } = series);
  const { db } = app.context;

  personIds = Array.from({ length: LEARNERS }, () => randomUUID());
  const names = personIds.map((_, index) => `Nguyễn ${index % 2 ? 'Thị' : 'Văn'} Tên${index % 97}`);
  await db.$executeRaw`
    INSERT INTO "Person" ("id", "name", "nameFolded")
    SELECT "id", "name", 'x' FROM unnest(${personIds}::uuid[], ${names}::text[]) AS "new" ("id", "name")`;
  await db.$executeRaw`
    INSERT INTO "Enrolment" ("id", "seriesId", "personId", "createdAt", "organisation", "province", "participantGroup")
    SELECT gen_random_uuid(), ${seriesId}::uuid, "id", ${at(-1, 0)}, 'Hợp tác xã nông nghiệp Tân Phú', '79', 'chu_the'
    FROM unnest(${personIds}::uuid[]) AS "id"`;
  for (let day = 0; day < SESSIONS; day += 1) {
    const { sessionId } = await make.makeSession({ series, state: 'ended' });
    await db.session.update({
      where: { id: sessionId },
      data: { startedAt: at(day, 0), endedAt: at(day, 120) },
    });
    await db.topicWindow.deleteMany({ where: { sessionId } });
    // Three sessions carry two topics.
    const taught = day < TOPICS - SESSIONS ? [day, SESSIONS + day] : [day];
    await db.topicWindow.createMany({
      data: taught.map((topic, place) => ({
        sessionId,
        topicId: topicIds[topic] ?? '',
        startedAt: at(day, place * 60),
        endedAt: at(day, place * 60 + 60),
      })),
    });
    await db.$executeRaw`
      INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
      SELECT gen_random_uuid(), ${sessionId}::uuid, "id", 'LEARNER',
        ${at(day, 0)}::timestamptz + "stay" * interval '55 min',
        ${at(day, 50)}::timestamptz + "stay" * interval '55 min',
        ${at(day, 50)}::timestamptz + "stay" * interval '55 min'
      FROM unnest(${personIds}::uuid[]) AS "id", generate_series(0, ${STAYS - 1}) AS "stay"`;
  }
}, 60_000);
afterAll(() => app.close());

async function open(query = ''): Promise<{ report: SeriesResultsDto; ms: number; text: string }> {
  const before = performance.now();
  const response = await fetch(`${app.url}/api/series/${seriesId}/results${query}`, {
    headers: { cookie: organiser.client.cookieHeader },
  });
  const text = await response.text();
  const ms = performance.now() - before;
  expect(response.status).toBe(200);
  return { report: JSON.parse(text) as SeriesResultsDto, ms, text };
}

it('the report of eleven topics and three thousand learners opens in half a second', async () => {
  const first = await open();
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const { report, ms } = await open();
    times.push(ms);
    expect(report.learners).toHaveLength(LEARNERS);
    expect(report.topics).toHaveLength(TOPICS);
    // 55 of each topic's 60 minutes: five are missing from 50 on, and from 105 on.
    expect(report.learners.every(({ topicsPassed, qualifies }) => topicsPassed === TOPICS && qualifies)).toBe(
      true,
    );
  }
  const sizeKb = Math.round(first.text.length / 1024);
  const zippedKb = Math.round(gzipSync(first.text).length / 1024);
  const [fastest, slowest] = [Math.min(...times), Math.max(...times)].map(Math.round);
  console.info(
    `report: ${Math.round(first.ms)} ms computed from the record, ${fastest} to ${slowest} ms as kept; ${sizeKb} KB, ${zippedKb} KB compressed`,
  );
  expect(Math.min(...times)).toBeLessThan(OPENS_WITHIN_MS);
}, 60_000);

it('a correction has nothing computed anew, and is in the next report', async () => {
  await open();
  const { db } = app.context;
  const computedAt = async () => (await db.topicResultSet.findMany()).map((set) => set.computedAt.getTime());
  const before = await computedAt();
  const answer = await organiser.client.http('POST', `/api/series/${seriesId}/corrections`, {
    correctionId: randomUUID(),
    personId: personIds[0],
    topicId: topicIds[0],
    outcome: 'absent',
    reason: 'Người khác đăng nhập thay',
  });
  expect(answer.status).toBe(200);
  const { report } = await open();
  expect(report.learners.find(({ personId }) => personId === personIds[0])?.topicsPassed).toBe(TOPICS - 1);
  expect(await computedAt()).toEqual(before);
});

it('what is kept is what is computed from the record', async () => {
  const { report: kept } = await open();
  await app.context.db.topicResultSet.deleteMany();
  const { report: computed } = await open();
  expect({ ...kept, asOf: '' }).toEqual({ ...computed, asOf: '' });
});

it('the report travels compressed to whoever takes it so, and plain to others', async () => {
  const ask = async (encoding: string) => {
    const headers = { cookie: organiser.client.cookieHeader, 'accept-encoding': encoding };
    const response = await fetch(`${app.url}/api/series/${seriesId}/results`, { headers });
    return {
      encoding: response.headers.get('content-encoding'),
      body: (await response.json()) as SeriesResultsDto,
    };
  };
  const [zipped, plain] = [await ask('gzip'), await ask('identity')];
  expect([zipped.encoding, plain.encoding]).toEqual(['gzip', null]);
  expect({ ...zipped.body, asOf: '' }).toEqual({ ...plain.body, asOf: '' });
});
