import { expect, vi } from 'vitest';
import type { Database } from '#server/core/db/open-database.ts';
import type { Room } from '#server/features/live/room.ts';
import type { AppErrorCode } from '#shared/errors.ts';
import type { Frame } from '#shared/features/live.ts';
import type { NewsData, RequestInput, RequestName } from '#shared/protocol.ts';
import { Factories, type TestSession } from './factories.ts';
import { dtlsParameters, opusParameters, toRtpCapabilities } from './fake-media.ts';
import { MediaCensus } from './media-census.ts';
import { isOpen, type OpenPage, openPagesOf, type Player, RoomTruth, TRUE_WITHIN_MS } from './room-truth.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { type HttpAnswer, RequestFailed, TestClient } from './test-client.ts';

const LEARNERS = 10;
const PAGES_MAX = 4;
/** Steps under way at the same time: most of what goes wrong goes wrong between two requests. */
const AT_ONCE = 6;
/** Packets a second of another room's class: enough that learners of this one are placed on the other worker. */
const NEIGHBOUR_LOAD = 25_000;

/** What a request may meet when others leave, are shown out or lose their worker in the same moment. */
const expected: readonly AppErrorCode[] = [
  'not_joined',
  'not_found',
  'not_allowed',
  'wrong_state',
  'media_reset',
  'media_unavailable',
  'limit_reached',
  'removed_from_room',
  'already_taken',
  'malformed',
];

type Act = (player: Player) => Promise<void>;

interface World {
  app: TestApp;
  session: TestSession;
}

/**
 * One room, a dozen people with several pages each, two workers, and a random course of events with a seed: the same seed plays the same steps, though not
 * between the same two packets.
 */
export class RoomModel {
  readonly #truth: RoomTruth;
  readonly #random: () => number;
  readonly #database: Database;
  readonly #players: Player[];
  readonly #session: TestSession;
  readonly #underWay = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  /** How often each act was played, and how often to its end. */
  readonly played = new Map<string, { begun: number; done: number }>();
  #app: TestApp;
  /** Workers of the app that runs now; one may be hit twice before it is missed. */
  readonly #killed = new Set<number>();
  #restarting: Promise<void> | undefined;

  private constructor(options: {
    truth: RoomTruth;
    random: () => number;
    database: Database;
    players: Player[];
    world: World;
  }) {
    this.#truth = options.truth;
    this.#random = options.random;
    this.#database = options.database;
    this.#players = options.players;
    this.#app = options.world.app;
    this.#session = options.world.session;
  }

  static async create({ seed, database }: { seed: number; database: Database }): Promise<RoomModel> {
    const census = new MediaCensus();
    const app = await startApp(database);
    const make = new Factories(app);
    const series = await make.makeSeries();
    const session = await make.makeSession({ series });
    const staff = [await make.makeTrainer(series.seriesId), await make.makeModerator(series.seriesId)];
    const learners = await Promise.all(
      Array.from({ length: LEARNERS }, () => make.makeLearner(series.seriesId)),
    );
    const players: Player[] = [...staff, ...learners].map(({ personId, client }, index) => ({
      personId,
      cookie: client.cookieHeader,
      client,
      isStaff: index < staff.length,
      pages: [],
    }));
    const truth = new RoomTruth({ census, players, sessionId: session.sessionId });
    return new RoomModel({ truth, random: makeRandom(seed), database, players, world: { app, session } });
  }

  async play(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      if (this.#underWay.size >= AT_ONCE) await Promise.race(this.#underWay);
      await this.#restarting;
      this.#begin();
      if (this.#failures.length > 0) throw this.#failures[0];
    }
    await Promise.all(this.#underWay);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async expectTruth(): Promise<void> {
    const [trainer] = this.#players;
    await this.#truth.expectIn(this.#app, () => trainer?.client.join(this.#session.code));
  }

  /** Everybody leaves, the room is closed, and the workers are empty. */
  async close(): Promise<void> {
    for (const { page } of openPagesOf(this.#players)) page.close();
    await expect.poll(() => this.#room()?.peerCount ?? 0, { timeout: TRUE_WITHIN_MS }).toBe(0);
    this.#app.live.rooms.closeAll();
    await this.#truth.expectNothing();
    await this.#closeApp();
  }

  #begin(): void {
    const player = this.#pick(this.#players);
    const act = this.#pickAct();
    const counts = this.played.get(act) ?? { begun: 0, done: 0 };
    this.played.set(act, counts);
    counts.begun += 1;
    const acting = this.#acts[act](player).then(
      () => {
        counts.done += 1;
      },
      (error: unknown) => {
        if (error instanceof Unplayable) return;
        if (error instanceof RequestFailed && expected.includes(error.error.code)) return;
        // A page that is cut in the middle of a question has no answer.
        if (
          error instanceof Error &&
          /disconnected|timed out|connect|fetch failed|websocket error/u.test(error.message)
        )
          return;
        this.#failures.push(error);
      },
    );
    const underWay = acting.finally(() => this.#underWay.delete(underWay));
    this.#underWay.add(underWay);
  }

  readonly #acts = {
    join: async (player) => {
      if (player.pages.length >= PAGES_MAX) throw new Unplayable();
      await this.#join(player);
    },
    /** The same page comes back before the server has noticed that it was gone. */
    replace: async (player) => {
      const { page } = this.#pickPage(player);
      await this.#join(player, page.pageId);
    },
    leave: async (player) => {
      const open = this.#pickPage(player);
      await open.page.request('room:leave', {});
      open.page.close();
    },
    cut: async (player) => {
      this.#pickPage(player).page.socket.io.engine.close();
    },
    receive: async (player) => {
      const { page, epoch } = this.#pickPage(player);
      const { transportId } = await page.request('media:open_receive', { epoch });
      await page.request('media:connect', { epoch, transportId, dtlsParameters });
      const producerIds = this.#room()?.media.publications.map(({ producerId }) => producerId) ?? [];
      if (producerIds.length === 0) return;
      const { consumers } = await page.request('media:subscribe', {
        epoch,
        transportId,
        producerIds,
        rtpCapabilities: toRtpCapabilities(page.joined?.media.routerRtpCapabilities),
      });
      if (consumers.length === 0) return;
      const tuned = consumers.map(({ consumerId }) => ({ consumerId, paused: false }));
      await page.request('media:tune', { epoch, consumers: tuned });
      if (this.#random() < 0.3) {
        const consumerIds = consumers.map(({ consumerId }) => consumerId);
        await page.request('media:unsubscribe', { epoch, consumerIds });
      }
    },
    publish: async (player) => {
      const { page, epoch } = this.#pickPage(player);
      const { transportId } = await page.request('media:open_send', { epoch });
      await page.request('media:connect', { epoch, transportId, dtlsParameters });
      const { producerId } = await page.request('media:publish', {
        epoch,
        transportId,
        source: 'microphone',
        paused: false,
        rtpParameters: opusParameters(),
      });
      if (this.#random() < 0.3) await page.request('media:pause', { epoch, producerId, paused: true });
    },
    raiseHand: async (player) => {
      await this.#pickPage(player).page.request('hand:raise', {});
    },
    promote: async (player) => {
      if (player.isStaff) throw new Unplayable();
      const { page } = this.#pickPage(player);
      const staff = this.#pickPage(this.#pickStaff());
      await staff.page.request('stage:invite', { personId: player.personId });
      await page.request('stage:answer', { accepted: this.#random() < 0.9 });
      await page.request('stage:enter', {});
      await this.#acts.publish(player);
    },
    demote: async (player) => {
      if (this.#random() < 0.5) await this.#pickPage(player).page.request('stage:leave', {});
      else await this.#asStaff('stage:remove', { personId: player.personId });
    },
    muteAll: async () => {
      await this.#asStaff('stage:mute_all', { staffToo: false });
    },
    kick: async (player) => {
      if (player.isStaff) throw new Unplayable();
      await this.#http('POST', '/exclusions', {
        personId: player.personId,
        kind: 'removed_from_room',
        reason: 'other',
        note: '',
      });
    },
    forgive: async () => {
      const { body } = await this.#http<{ exclusions: { exclusionId: string }[] }>('GET', '/exclusions');
      for (const { exclusionId } of body.exclusions ?? [])
        await this.#http('DELETE', `/exclusions/${exclusionId}`);
    },
    /** Another room's class comes to a worker, or leaves it: who joins this one is placed elsewhere. */
    neighbours: async () => {
      const media = this.#pick(this.#app.live.workers.workers);
      media.load += media.load >= NEIGHBOUR_LOAD ? -NEIGHBOUR_LOAD : NEIGHBOUR_LOAD;
    },
    killWorker: async () => {
      const { workers } = this.#app.live.workers;
      // Both at once is another story, with another end: then everybody waits.
      if (workers.length < 2) throw new Unplayable();
      const { pid } = this.#pick(workers);
      process.kill(pid, 'SIGKILL');
      this.#killed.add(pid);
    },
    /** In the middle of whatever is under way. */
    crash: async () => {
      this.#restarting ??= this.#restart().finally(() => {
        this.#restarting = undefined;
      });
      await this.#restarting;
    },
  } satisfies Record<string, Act>;

  async #restart(): Promise<void> {
    await this.#closeApp();
    this.#app = await startApp(this.#database);
    for (const player of this.#players) {
      player.pages = [];
      player.client = new TestClient(this.#app.url, player.cookie);
    }
  }

  #pickAct(): keyof typeof weights {
    const names = Object.keys(weights) as (keyof typeof weights)[];
    const total = names.reduce((sum, name) => sum + weights[name], 0);
    let drawn = this.#random() * total;
    for (const name of names) {
      drawn -= weights[name];
      if (drawn < 0) return name;
    }
    return 'join';
  }

  async #join(player: Player, pageId?: string): Promise<void> {
    const page = await player.client.openPage(pageId ? { pageId } : {});
    const open: OpenPage = { page, epoch: 0 };
    page.socket.on('frame', ({ news }: Frame) => {
      for (const [name, data] of news) {
        if (name === 'media:reset') open.epoch = (data as NewsData<'media:reset'>).media.epoch;
      }
    });
    try {
      await page.join(this.#session.code);
    } catch (error) {
      page.close();
      throw error;
    }
    player.pages.push(open);
  }

  /** One that is still open, of this player. */
  #pickPage(player: Player): OpenPage {
    player.pages = player.pages.filter(({ page }) => isOpen(page));
    return this.#pick(player.pages);
  }

  #pickStaff(): Player {
    return this.#pick(this.#players.filter((player) => player.isStaff));
  }

  async #asStaff<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<void> {
    await this.#pickPage(this.#pickStaff()).page.request(name, input);
  }

  async #http<Body = unknown>(method: string, path: string, body?: unknown): Promise<HttpAnswer<Body>> {
    const answer = await this.#pickStaff().client.http<Body>(
      method,
      `/api/sessions/${this.#session.sessionId}${path}`,
      body,
    );
    if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer;
  }

  #pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[Math.floor(this.#random() * things.length)];
    if (thing === undefined) throw new Unplayable();
    return thing;
  }

  #room(): Room | undefined {
    return this.#app.live.rooms.find(this.#session.sessionId);
  }

  /** A worker that was killed is told of as an error; nothing else may be. */
  async #closeApp(): Promise<void> {
    // A kill is noticed, and logged, a moment after it.
    const { workers } = this.#app.live;
    await vi.waitUntil(() => workers.deaths >= this.#killed.size, { timeout: 15_000 });
    this.#killed.clear();
    const errors = this.#app.loggedErrors.splice(0).filter((line) => !/media worker/u.test(line));
    await this.#app.close();
    expect(errors).toEqual([]);
  }
}

/** The act has nobody to play it just now. */
class Unplayable extends Error {}

/** How often each act is drawn, against the others. */
const weights = {
  join: 24,
  replace: 4,
  leave: 7,
  cut: 8,
  receive: 22,
  publish: 6,
  raiseHand: 4,
  promote: 8,
  demote: 4,
  muteAll: 1,
  kick: 2,
  forgive: 2,
  neighbours: 2,
  killWorker: 0.6,
  crash: 0.15,
};

function startApp(database: Database): Promise<TestApp> {
  return startTestApp({
    env: { LECTERN_MEDIA_WORKERS: '2' },
    options: { rateLimitFactor: 1_000 },
    database,
  });
}

/** Mulberry32: small, and the same everywhere. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
