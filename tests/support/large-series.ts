import { randomUUID } from 'node:crypto';
import { Factories, type TestPerson, type World } from './factories.ts';

/** The largest series we know of: eleven topics in eight sessions, and each of its learners reconnected in each of them. */
export const largeSeries = { learners: 3_000, sessions: 8, topics: 11, stays: 3 } as const;

const start = Date.UTC(2021, 8, 28, 1);
const at = (day: number, minute: number): Date => new Date(start + day * 86_400_000 + minute * 60_000);

export interface LargeSeries {
  seriesId: string;
  topicIds: string[];
  sessionIds: string[];
  personIds: string[];
  organiser: TestPerson;
}

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Y', 'Lò'];
const middles = ['Thị', 'Văn', 'Ngọc', 'Thị Phương', 'Bhĭu'];
const provinces = ['79', '01', '40', '92', '66', '30'];

/**
 * Everybody attends 55 of each topic's 60 minutes. With `mixed`, as in life: every seventh stays away from a topic, every fifth comes for a part of it.
 */
export async function makeLargeSeries(
  app: World,
  { mixed = false, learners = largeSeries.learners }: { mixed?: boolean; learners?: number } = {},
): Promise<LargeSeries> {
  const make = new Factories(app);
  const organiser = await make.makeOrganiser();
  const series = await make.makeSeries({ topics: largeSeries.topics });
  const { seriesId, topicIds } = series;
  const { db } = app.context;

  const personIds = Array.from({ length: learners }, () => randomUUID());
  const names = personIds.map((_, index) => {
    const [family, middle] = [families[index % families.length], middles[index % middles.length]];
    return `${family} ${middle} Tên${index % 97}`;
  });
  const from = personIds.map((_, index) => provinces[index % provinces.length] ?? '');
  await db.$executeRaw`
    INSERT INTO "Person" ("id", "name", "nameFolded")
    SELECT "id", "name", 'x' FROM unnest(${personIds}::uuid[], ${names}::text[]) AS "new" ("id", "name")`;
  await db.$executeRaw`
    INSERT INTO "Enrolment" ("id", "seriesId", "personId", "createdAt", "organisation", "province", "participantGroup")
    SELECT gen_random_uuid(), ${seriesId}::uuid, "id", ${at(-1, 0)}, 'Hợp tác xã nông nghiệp Tân Phú', "province", 'chu_the'
    FROM unnest(${personIds}::uuid[], ${from}::text[]) AS "new" ("id", "province")`;
  const sessionIds: string[] = [];
  for (let day = 0; day < largeSeries.sessions; day += 1) {
    const { sessionId } = await make.makeSession({ series, state: 'ended' });
    sessionIds.push(sessionId);
    await db.session.update({
      where: { id: sessionId },
      data: { startedAt: at(day, 0), endedAt: at(day, 120) },
    });
    await db.topicWindow.deleteMany({ where: { sessionId } });
    // Three sessions carry two topics.
    const taught =
      day < largeSeries.topics - largeSeries.sessions ? [day, largeSeries.sessions + day] : [day];
    await db.topicWindow.createMany({
      data: taught.map((topic, place) => ({
        sessionId,
        topicId: topicIds[topic] ?? '',
        startedAt: at(day, place * 60),
        endedAt: at(day, place * 60 + 60),
      })),
    });
    const whoCame = mixed ? personIds.filter((_, index) => (index + day) % 7 !== 0) : personIds;
    const minutes = whoCame.map((_, index) => (mixed && (index + day) % 5 === 0 ? 5 : 50));
    await db.$executeRaw`
      INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
      SELECT gen_random_uuid(), ${sessionId}::uuid, "id", 'LEARNER',
        ${at(day, 0)}::timestamptz + "stay" * interval '55 min',
        ${at(day, 0)}::timestamptz + "stay" * interval '55 min' + "minutes" * interval '1 min',
        ${at(day, 0)}::timestamptz + "stay" * interval '55 min' + "minutes" * interval '1 min'
      FROM unnest(${whoCame}::uuid[], ${minutes}::int[]) AS "new" ("id", "minutes"),
        generate_series(0, ${largeSeries.stays - 1}) AS "stay"`;
  }
  return { seriesId, topicIds, sessionIds, personIds, organiser };
}
