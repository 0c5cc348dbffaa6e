import type { PrismaClient } from '#prisma/generated/client.ts';
import { appError } from '#shared/errors.ts';
import { type Role, ranksBelowOrganiser } from '#shared/roles.ts';
import {
  type KnownExclusion,
  readExclusions,
  readSeriesRoles,
  readSignIns,
  type SignInRow,
} from './access-rows.ts';
import type { Actor, Scope } from './actor.ts';
import type { Clock } from './clock.ts';
import type { DomainEvents } from './domain-events.ts';
import { toWireName } from './enum-names.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { Gathered } from './gathered.ts';
import { hashToken } from './tokens.ts';

/** A cached answer is never older than this, even if an invalidation were missed. */
const ACCESS_TTL_MS = 30_000;
/** About 200 bytes each: a full cache is a few megabytes. */
const ACCESS_CACHE_MAX = 20_000;
/** `lastSeenAt` of a sign-in is written at most this often. */
const SEEN_EVERY_MS = 10 * 60_000;

const nowhere: Scope = { seriesId: null, sessionId: null, topicId: null, materialId: null, pollId: null };

/** Answers, many times a second, who a cookie is and what they are in a series. */
export class Access {
  readonly #db: PrismaClient;
  readonly #clock: Clock;
  readonly #actors: ExpiringCache<Actor | null>;
  readonly #roles: ExpiringCache<Role>;
  readonly #scopes: ExpiringCache<Scope>;
  readonly #exclusions: ExpiringCache<readonly KnownExclusion[]>;
  readonly #signIns: Gathered<SignInRow>;
  readonly #seriesRoles: Gathered<Role>;
  readonly #liveExclusions: Gathered<KnownExclusion[]>;

  constructor({ db, clock, events }: { db: PrismaClient; clock: Clock; events: DomainEvents }) {
    this.#db = db;
    this.#clock = clock;
    this.#signIns = new Gathered((hashes) => readSignIns(db, hashes));
    this.#seriesRoles = new Gathered((keys) => readSeriesRoles(db, keys));
    this.#liveExclusions = new Gathered((personIds) => readExclusions(db, personIds));
    const options = { ttlMs: ACCESS_TTL_MS, max: ACCESS_CACHE_MAX, clock };
    this.#actors = new ExpiringCache(options);
    this.#roles = new ExpiringCache(options);
    this.#scopes = new ExpiringCache(options);
    this.#exclusions = new ExpiringCache(options);

    events.on('sign_in.revoked', ({ signInIds }) => {
      this.#actors.deleteWhere((actor) => actor !== null && signInIds.includes(actor.signInId));
    });
    events.on('access.changed', ({ personId }) => {
      this.#actors.deleteWhere((actor) => actor?.personId === personId);
      this.#roles.deleteWhere((_, key) => key.startsWith(personId));
    });
    events.on('person.excluded', ({ personId }) => {
      this.#exclusions.deleteWhere((_, key) => key === personId);
    });
    events.on('exclusion.lifted', ({ personId }) => {
      this.#exclusions.deleteWhere((_, key) => key === personId);
    });
    events.on('person.renamed', ({ personId }) => {
      this.#actors.deleteWhere((actor) => actor?.personId === personId);
    });
    events.on('session.deleted', ({ sessionId }) => {
      this.#scopes.deleteWhere((scope) => scope.sessionId === sessionId);
    });
    events.on('material.removed', ({ materialId }) => {
      this.#scopes.deleteWhere((scope) => scope.materialId === materialId);
    });
  }

  async findActor(token: string): Promise<Actor | null> {
    const hash = hashToken(token);
    return this.#actors.get(Buffer.from(hash).toString('base64'), async () => {
      const now = this.#clock.now();
      const signIn = await this.#signIns.get(Buffer.from(hash).toString('base64'));
      if (!signIn || signIn.revokedAt || signIn.expiresAt <= now) return null;
      if (now.getTime() - signIn.lastSeenAt.getTime() > SEEN_EVERY_MS) {
        await this.#db.signIn.update({ where: { id: signIn.id }, data: { lastSeenAt: now } });
      }
      return {
        personId: signIn.person.id,
        signInId: signIn.id,
        name: signIn.person.name,
        platformRole: toWireName(signIn.person.platformRole),
      };
    });
  }

  /** The strongest role that the actor has in the series, or on the installation where there is none. */
  async roleOf(actor: Actor | null, seriesId: string | null): Promise<Role> {
    if (!actor) return 'guest';
    if (actor.platformRole !== 'none') return actor.platformRole;
    if (!seriesId) return 'member';
    const key = `${actor.personId}:${seriesId}`;
    return this.#roles.get(key, async () => (await this.#seriesRoles.get(key)) ?? 'member');
  }

  /** The same for somebody who is not asking just now; whatever their connections believed is read anew. */
  async roleOfPerson(personId: string, seriesId: string): Promise<Role> {
    const person = await this.#db.person.findUnique({
      where: { id: personId },
      select: { name: true, platformRole: true },
    });
    if (!person) return 'guest';
    const platformRole = toWireName(person.platformRole);
    return this.roleOf({ personId, signInId: '', name: person.name, platformRole }, seriesId);
  }

  /** In what ways this person is out at the moment, anywhere; nearly always in none. */
  async exclusionsOf(personId: string): Promise<readonly KnownExclusion[]> {
    return this.#exclusions.get(personId, async () => (await this.#liveExclusions.get(personId)) ?? []);
  }

  /** The exclusion, if any, that keeps this person from what the scope speaks of. Organisers are never kept out. */
  async findExclusion(personId: string, role: Role, scope: Scope): Promise<KnownExclusion | undefined> {
    if (!scope.seriesId || !ranksBelowOrganiser(role)) return undefined;
    return findExclusionFrom(await this.exclusionsOf(personId), scope);
  }

  /** @throws AppError `removed_from_room`, `refused`, `banned` */
  async assertNotExcluded(personId: string, role: Role, scope: Scope): Promise<void> {
    const exclusion = await this.findExclusion(personId, role, scope);
    if (exclusion) throw appError(exclusion.kind);
  }

  /** What the ids in a request's path speak of. Throws `not_found` where one does not exist. */
  async scopeOf(params: Record<string, unknown>): Promise<Scope> {
    const key = scopeParam(params);
    if (!key) return nowhere;
    const [name, value] = key;
    return this.#scopes.get(`${name}:${value}`, async () => {
      const scope = await this.#lookUp(name, value);
      if (!scope) throw appError('not_found');
      return scope;
    });
  }

  async #lookUp(name: ScopeParam, value: string): Promise<Scope | null> {
    switch (name) {
      case 'seriesId': {
        const series = await this.#db.series.findUnique({ where: { id: value }, select: { id: true } });
        return series && { ...nowhere, seriesId: series.id };
      }
      case 'sessionId':
      case 'code': {
        const where = name === 'code' ? { code: value } : { id: value };
        const session = await this.#db.session.findUnique({ where, select: { id: true, seriesId: true } });
        return session && { ...nowhere, seriesId: session.seriesId, sessionId: session.id };
      }
      case 'topicId': {
        const topic = await this.#db.topic.findUnique({
          where: { id: value },
          select: { id: true, seriesId: true },
        });
        return topic && { ...nowhere, seriesId: topic.seriesId, topicId: topic.id };
      }
      case 'pollId': {
        const poll = await this.#db.poll.findUnique({
          where: { id: value },
          select: { id: true, sessionId: true, session: { select: { seriesId: true } } },
        });
        return (
          poll && {
            ...nowhere,
            seriesId: poll.session.seriesId,
            sessionId: poll.sessionId,
            pollId: poll.id,
          }
        );
      }
      case 'materialId': {
        const material = await this.#db.material.findUnique({
          where: { id: value },
          select: { id: true, topicId: true, topic: { select: { seriesId: true } } },
        });
        return (
          material && {
            ...nowhere,
            seriesId: material.topic.seriesId,
            topicId: material.topicId,
            materialId: material.id,
          }
        );
      }
    }
  }
}

/** A ban holds in all of its series, the others in their session and for the materials of its topics. */
export function findExclusionFrom(
  exclusions: readonly KnownExclusion[],
  { seriesId, sessionId, topicId }: Scope,
): KnownExclusion | undefined {
  const ofSeries = exclusions.filter((exclusion) => exclusion.seriesId === seriesId);
  return (
    ofSeries.find(({ kind }) => kind === 'banned') ??
    ofSeries.find(
      (exclusion) =>
        (sessionId !== null && exclusion.sessionId === sessionId) ||
        (topicId !== null && exclusion.topicIds.includes(topicId)),
    )
  );
}

const scopeParams = ['pollId', 'materialId', 'topicId', 'sessionId', 'code', 'seriesId'] as const;
type ScopeParam = (typeof scopeParams)[number];

function scopeParam(params: Record<string, unknown>): [ScopeParam, string] | undefined {
  for (const name of scopeParams) {
    const value = params[name];
    if (typeof value === 'string') return [name, value];
  }
  return undefined;
}
