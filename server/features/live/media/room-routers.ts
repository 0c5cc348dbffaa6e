import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import { mediaCodecs } from './codecs.ts';
import { pipe } from './pipe.ts';
import { choosePlace, EXPECTED_LOAD } from './placement.ts';
import type { MediaWorker, WorkerPool } from './worker-pool.ts';

/** A room's router on one worker. */
export interface RoomRouter {
  readonly media: MediaWorker;
  readonly router: types.Router;
  /** Connections that receive from it. */
  seats: number;
  /** What is piped here from the home, by producer. */
  readonly pipes: Map<string, SharedPipe>;
}

/** A publication on a router that is not its own, for as long as somebody there receives it. */
interface SharedPipe {
  users: number;
  ready: Promise<types.Consumer>;
}

/** Where one connection receives. It counts there as load until it leaves. */
export interface Seat {
  readonly at: RoomRouter;
  /** Packets a second that it receives now. */
  setLoad(load: number): void;
  leave(): void;
}

/**
 * A room's routers: the home, where everything is published, and one on each further worker that learners of this room are placed on. A
 * publication is piped from the home to where somebody receives it, once, and no longer than that.
 */
export class RoomRouters {
  readonly #workers: WorkerPool;
  readonly #routers = new Set<RoomRouter>();
  readonly #opening = new Map<number, Promise<RoomRouter>>();
  #onLost: ((lost: RoomRouter) => void) | undefined;
  #home: Promise<RoomRouter> | undefined;
  #homeNow: RoomRouter | undefined;
  #closed = false;

  constructor(workers: WorkerPool) {
    this.#workers = workers;
  }

  /** Told of a router whose worker died, after everything on it has closed. */
  onLost(listener: (lost: RoomRouter) => void): void {
    this.#onLost = listener;
  }

  /** Where everything is published: made when first asked for, on the least loaded worker, and again when that one dies. */
  home(): Promise<RoomRouter> {
    this.#home ??= this.#makeHome().catch((error: unknown) => {
      this.#home = undefined;
      throw error;
    });
    return this.#home;
  }

  /** Undefined while it is made again. */
  get homeNow(): RoomRouter | undefined {
    return this.#homeNow;
  }

  /** How many connections are placed on each router, by its id. */
  get seats(): ReadonlyMap<string, number> {
    return new Map([...this.#routers].map(({ router, seats }) => [router.id, seats]));
  }

  /** A seat at the home for whoever may publish, and for others where it is worth it. */
  async seat({ atHome }: { atHome: boolean }): Promise<Seat> {
    for (;;) {
      if (this.#closed || this.#workers.workers.length === 0) throw appError('media_unavailable');
      const slot = atHome ? undefined : this.#chooseSlot();
      const opened = slot === undefined ? this.home() : this.#openAt(slot);
      try {
        const at = await opened;
        if (!at.router.closed) return takeSeat(at, () => this.#closeIfEmpty(at));
      } catch (error) {
        // A worker may die between being chosen and making the router: then the next one is asked.
        if (slot === undefined || this.#workers.workers.some((media) => media.slot === slot)) throw error;
      }
    }
  }

  /** Makes what is published at the home receivable there too, until the caller lets go of it by the function it gets. */
  async borrow(producerId: string, at: RoomRouter): Promise<() => void> {
    const home = await this.home();
    if (at === home) return () => {};
    const shared = at.pipes.get(producerId) ?? this.#pipe(producerId, home, at);
    shared.users += 1;
    let holds = true;
    const letGo = (): void => {
      if (!holds) return;
      holds = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      if (at.pipes.get(producerId) === shared) at.pipes.delete(producerId);
      shared.ready.then((consumer) => consumer.close()).catch(() => {});
    };
    try {
      await shared.ready;
      return letGo;
    } catch (error) {
      letGo();
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    // One that is on its way closes when it sees that the room has.
    for (const { router } of [...this.#routers]) router.close();
  }

  #chooseSlot(): number | undefined {
    const open = new Set([...this.#routers].map(({ media }) => media));
    const places = this.#workers.workers.map((media) => ({
      slot: media.slot,
      load: media.load,
      isOpen: open.has(media) || this.#opening.has(media.slot),
    }));
    const slot = choosePlace(places)?.slot;
    return slot === this.#homeNow?.media.slot ? undefined : slot;
  }

  #openAt(slot: number): Promise<RoomRouter> {
    const known = [...this.#routers].find(({ media }) => media.slot === slot);
    if (known) return Promise.resolve(known);
    const opening = this.#opening.get(slot) ?? this.#open(slot);
    this.#opening.set(slot, opening);
    const done = (): boolean => this.#opening.delete(slot);
    opening.then(done, done);
    return opening;
  }

  async #open(slot: number): Promise<RoomRouter> {
    const media = this.#workers.workers.find((worker) => worker.slot === slot);
    if (!media) throw appError('media_unavailable');
    const router = await media.worker.createRouter({ mediaCodecs });
    if (this.#closed) {
      router.close();
      throw appError('media_unavailable');
    }
    const opened: RoomRouter = { media, router, seats: 0, pipes: new Map() };
    this.#routers.add(opened);
    router.observer.once('close', () => this.#routers.delete(opened));
    router.once('workerclose', () => this.#lose(opened));
    return opened;
  }

  #lose(lost: RoomRouter): void {
    this.#routers.delete(lost);
    // A worker that closes because we stop is no failure.
    if (this.#closed) return;
    if (this.#homeNow === lost) {
      this.#homeNow = undefined;
      this.#home = undefined;
    }
    this.#onLost?.(lost);
  }

  /** A router that the room still has, else one on the least loaded worker. */
  async #makeHome(): Promise<RoomRouter> {
    for (;;) {
      const [kept] = [...this.#routers].sort((a, b) => a.media.load - b.media.load);
      const slot = kept?.media.slot ?? (await this.#workers.pick()).slot;
      const opened = await this.#openAt(slot).catch((error: unknown) => {
        if (this.#closed || this.#workers.workers.some((media) => media.slot === slot)) throw error;
      });
      if (!opened || opened.router.closed) continue;
      this.#homeNow = opened;
      return opened;
    }
  }

  #pipe(producerId: string, home: RoomRouter, at: RoomRouter): SharedPipe {
    const shared: SharedPipe = { users: 0, ready: pipe({ producerId, from: home.router, to: at.router }) };
    const forget = (): void => {
      if (at.pipes.get(producerId) === shared) at.pipes.delete(producerId);
    };
    shared.ready.then((consumer) => consumer.observer.once('close', forget), forget);
    at.pipes.set(producerId, shared);
    return shared;
  }

  #closeIfEmpty(at: RoomRouter): void {
    // With it goes its pair of pipe transports. The home stays as long as the room.
    if (at.seats === 0 && at !== this.#homeNow) at.router.close();
  }
}

function takeSeat(at: RoomRouter, onLeft: () => void): Seat {
  let load = EXPECTED_LOAD;
  let isTaken = true;
  at.seats += 1;
  at.media.load += load;
  return {
    at,
    setLoad(next) {
      if (!isTaken) return;
      at.media.load += next - load;
      load = next;
    },
    leave() {
      if (!isTaken) return;
      isTaken = false;
      at.seats -= 1;
      at.media.load -= load;
      onLeft();
    },
  };
}
