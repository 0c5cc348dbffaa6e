import { randomBytes, randomUUID } from 'node:crypto';
import type { AppContext } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { createSessionCode, createToken, hashToken } from '#server/core/tokens.ts';
import { foldForSearch } from '#shared/names.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';
import { TestClient } from './test-client.ts';

const HOUR_MS = 3_600_000;

/** Where people and things are made: a running application, or only its database. */
export interface World {
  url: string;
  context: Pick<AppContext, 'db' | 'clock' | 'cookie'>;
}

export interface TestPerson {
  personId: string;
  name: string;
  client: TestClient;
}

export interface TestSeries {
  seriesId: string;
  title: string;
  topicIds: string[];
}

export interface TestSession {
  sessionId: string;
  seriesId: string;
  code: string;
  topicIds: string[];
}

/** Makes people and things directly in the database: what a test is not about should cost it one line. */
export class Factories {
  readonly #app: World;
  #count = 0;

  constructor(app: World) {
    this.#app = app;
  }

  /** Somebody signed in, without any role. */
  async makePerson({
    name = `Người ${++this.#count}`,
    platformRole = 'NONE' as 'NONE' | 'ORGANISER' | 'ADMIN',
  } = {}): Promise<TestPerson> {
    const { db, clock, cookie } = this.#app.context;
    const token = createToken();
    const person = await db.person.create({
      data: {
        name,
        nameFolded: foldForSearch(name),
        email: `person-${randomBytes(6).toString('hex')}@example.vn`,
        platformRole,
        signIns: {
          create: {
            tokenHash: hashToken(token),
            origin: 'password',
            device: 'test',
            expiresAt: new Date(clock.now().getTime() + 24 * HOUR_MS),
          },
        },
      },
    });
    const [nameValue] = cookie.set(token).split(';');
    return { personId: person.id, name, client: new TestClient(this.#app.url, nameValue) };
  }

  async makeOrganiser(name?: string): Promise<TestPerson> {
    return this.makePerson({ ...(name ? { name } : {}), platformRole: 'ORGANISER' });
  }

  async makeTrainer(seriesId: string, name?: string): Promise<TestPerson> {
    return this.#makeStaff(seriesId, 'TRAINER', name);
  }

  async makeModerator(seriesId: string, name?: string): Promise<TestPerson> {
    return this.#makeStaff(seriesId, 'MODERATOR', name);
  }

  async makeLearner(seriesId: string, name?: string): Promise<TestPerson> {
    const person = await this.makePerson(name ? { name } : {});
    await this.#app.context.db.enrolment.create({ data: { seriesId, personId: person.personId } });
    return person;
  }

  /** A browser without a sign-in. */
  makeStranger(): TestClient {
    return new TestClient(this.#app.url);
  }

  async makeSeries({ title = `Chuỗi tập huấn ${++this.#count}`, topics = 2 } = {}): Promise<TestSeries> {
    const { db } = this.#app.context;
    const series = await db.series.create({
      data: {
        title,
        topics: {
          create: Array.from({ length: topics }, (_, position) => ({
            position,
            title: `Chuyên đề ${position + 1}`,
          })),
        },
      },
      include: { topics: { orderBy: { position: 'asc' } } },
    });
    return { seriesId: series.id, title, topicIds: series.topics.map((topic) => topic.id) };
  }

  /** A session that carries all topics of its series; live ones began ten minutes ago with the first topic. */
  async makeSession({
    series,
    state = 'live' as SessionState,
    title = 'Buổi 1',
  }: {
    series?: TestSeries;
    state?: SessionState;
    title?: string;
  } = {}): Promise<TestSession> {
    const { db, clock } = this.#app.context;
    const { seriesId, topicIds } = series ?? (await this.makeSeries());
    const nowMs = clock.now().getTime();
    const started = state === 'live' || state === 'ended' || state === 'archived';
    const ended = state === 'ended' || state === 'archived';
    const startedAt = new Date(nowMs - 10 * 60_000);
    const endedAt = ended ? new Date(nowMs - 60_000) : null;
    const session = await db.session.create({
      data: {
        id: randomUUID(),
        seriesId,
        title,
        code: createSessionCode(),
        state: toDbName(state),
        plannedStartsAt: startedAt,
        plannedEndsAt: new Date(nowMs + HOUR_MS),
        lobbyOpenedAt: state === 'scheduled' ? null : new Date(startedAt.getTime() - 10 * 60_000),
        startedAt: started ? startedAt : null,
        endedAt,
        topics: { create: topicIds.map((topicId, position) => ({ topicId, position })) },
        ...(started && topicIds[0]
          ? { topicWindows: { create: { topicId: topicIds[0], startedAt, endedAt } } }
          : {}),
      },
    });
    return { sessionId: session.id, seriesId, code: session.code, topicIds };
  }

  async #makeStaff(seriesId: string, role: 'TRAINER' | 'MODERATOR', name?: string): Promise<TestPerson> {
    const person = await this.makePerson(name ? { name } : {});
    await this.#app.context.db.seriesStaff.create({ data: { seriesId, personId: person.personId, role } });
    return person;
  }
}
