import { randomUUID } from 'node:crypto';
import { Factories, type TestPerson, type World } from './factories.ts';

const START = Date.UTC(2021, 8, 28, 1);
const at = (minute: number): Date => new Date(START + minute * 60_000);

export interface CrowdedSession {
  seriesId: string;
  sessionId: string;
  topicIds: string[];
  organiser: TestPerson;
}

/** One session of one topic, two hours, with everybody on its list: every seventh stayed away, every third came back once. The database makes them. */
export async function makeCrowdedSession(app: World, learners: number): Promise<CrowdedSession> {
  const make = new Factories(app);
  const organiser = await make.makeOrganiser();
  const series = await make.makeSeries({ topics: 1, title: 'OCOP toàn quốc' });
  const { seriesId, topicIds } = series;
  const { sessionId } = await make.makeSession({ series, state: 'ended' });
  const { db } = app.context;
  await db.session.update({
    where: { id: sessionId },
    data: { startedAt: at(0), endedAt: at(120) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId } });
  await db.topicWindow.create({
    data: { sessionId, topicId: topicIds[0] ?? randomUUID(), startedAt: at(0), endedAt: at(120) },
  });
  await db.$executeRaw`
    INSERT INTO "Person" ("id", "name", "nameFolded", "phone")
    SELECT gen_random_uuid(),
      (ARRAY['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Y', 'Lò'])[1 + "n" % 7] || ' '
        || (ARRAY['Thị', 'Văn', 'Ngọc', 'Thị Phương', 'Bhĭu'])[1 + "n" % 5] || ' '
        || (ARRAY['An', 'Ánh', 'Đức', 'Ễnh', 'Hoà', 'Thuỳ', 'Ư', 'Yến'])[1 + "n" % 8] || ' ' || "n" % 97,
      'x', '+849' || lpad("n"::text, 8, '0')
    FROM generate_series(1, ${learners}::int) AS "n"`;
  await db.$executeRaw`
    INSERT INTO "Enrolment" ("id", "seriesId", "personId", "createdAt", "organisation", "position", "province", "participantGroup", "birthYear")
    SELECT gen_random_uuid(), ${seriesId}::uuid, "id", ${at(-1_000)}, 'Hợp tác xã nông nghiệp Tân Phú', 'Giám đốc', '40', 'chu_the', 1980
    FROM "Person" WHERE "nameFolded" = 'x'`;
  await db.$executeRaw`
    INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
    SELECT gen_random_uuid(), ${sessionId}::uuid, "id", 'LEARNER',
      ${at(0)}::timestamptz + "stay" * interval '60 min',
      ${at(55)}::timestamptz + "stay" * interval '60 min',
      ${at(55)}::timestamptz + "stay" * interval '60 min'
    FROM (SELECT "id", row_number() OVER () AS "n" FROM "Person" WHERE "nameFolded" = 'x') AS "person",
      LATERAL generate_series(0, CASE WHEN "n" % 3 = 0 THEN 1 ELSE 0 END) AS "stay"
    WHERE "n" % 7 <> 0`;
  return { seriesId, sessionId, topicIds, organiser };
}
