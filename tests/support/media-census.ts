import { observer, type types } from 'mediasoup';

/**
 * Everything that mediasoup has open in this process, seen from outside our own code by mediasoup's own observer. Begins to count with its making: to be made
 * before the application is started.
 */
export class MediaCensus {
  readonly #workers = new Set<types.Worker>();
  readonly #routers = new Map<types.Router, types.Worker>();
  readonly #transports = new Map<types.Transport, types.Router>();
  readonly #producers = new Map<types.Producer, types.Transport>();
  readonly #consumers = new Map<types.Consumer, types.Transport>();
  readonly #others = new Map<types.RtpObserver, types.Router>();

  constructor() {
    observer.on('newworker', (worker) => {
      keep(this.#workers, worker);
      worker.observer.on('newrouter', (router) => this.#watch(worker, router));
    });
  }

  get routers(): types.Router[] {
    return [...this.#routers.keys()];
  }

  get producers(): types.Producer[] {
    return [...this.#producers.keys()];
  }

  get consumers(): types.Consumer[] {
    return [...this.#consumers.keys()];
  }

  /**
   * What belongs to nobody, in words: a transport whose connection is not one of these, a pipe that nobody receives from, a router that is none of these, and
   * whatever a worker holds that this process has forgotten.
   */
  async findOrphans({
    connectionIds,
    routerIds,
  }: {
    connectionIds: ReadonlySet<string>;
    routerIds: ReadonlySet<string>;
  }): Promise<string[]> {
    const orphans: string[] = [];
    for (const transport of this.#transports.keys()) {
      if (transport.type === 'pipe') continue;
      const { connectionId } = transport.appData;
      if (!connectionIds.has(String(connectionId)))
        orphans.push(`transport ${transport.id} of connection ${connectionId}`);
    }
    for (const { id } of this.routers) if (!routerIds.has(id)) orphans.push(`router ${id}`);
    for (const [producer, transport] of this.#producers) {
      if (transport.type !== 'pipe') continue;
      const router = this.#transports.get(transport);
      const isReceived = [...this.#consumers].some(
        ([consumer, at]) => consumer.producerId === producer.id && this.#transports.get(at) === router,
      );
      if (!isReceived) orphans.push(`pipe of ${producer.id}`);
    }
    for (const worker of this.#workers) orphans.push(...(await this.#compare(worker)));
    return orphans;
  }

  /** What the worker holds against what this process believes it does. */
  async #compare(worker: types.Worker): Promise<string[]> {
    const dump = await worker.dump();
    const known = new Set([...dump.webRtcServerIds, ...this.#idsOn(worker)]);
    const held = new Set(dump.channelMessageHandlers.channelRequestHandlers);
    return [
      ...[...held].filter((id) => !known.has(id)).map((id) => `${id}, which worker ${worker.pid} holds`),
      ...[...known].filter((id) => !held.has(id)).map((id) => `${id}, which worker ${worker.pid} has not`),
    ];
  }

  *#idsOn(worker: types.Worker): Iterable<string> {
    const isOn = (router: types.Router | undefined): boolean =>
      router !== undefined && this.#routers.get(router) === worker;
    for (const router of this.#routers.keys()) if (isOn(router)) yield router.id;
    for (const [transport, router] of this.#transports) if (isOn(router)) yield transport.id;
    for (const [other, router] of this.#others) if (isOn(router)) yield other.id;
    for (const [producer, transport] of this.#producers)
      if (isOn(this.#transports.get(transport))) yield producer.id;
    for (const [consumer, transport] of this.#consumers)
      if (isOn(this.#transports.get(transport))) yield consumer.id;
  }

  #watch(worker: types.Worker, router: types.Router): void {
    track(this.#routers, router, worker);
    router.observer.on('newrtpobserver', (other) => track(this.#others, other, router));
    router.observer.on('newtransport', (transport) => {
      track(this.#transports, transport, router);
      transport.observer.on('newproducer', (producer) => track(this.#producers, producer, transport));
      transport.observer.on('newconsumer', (consumer) => track(this.#consumers, consumer, transport));
    });
  }
}

interface Observed {
  observer: { once(event: 'close', listener: () => void): unknown };
}

function keep<Thing extends Observed>(things: Set<Thing>, thing: Thing): void {
  things.add(thing);
  thing.observer.once('close', () => things.delete(thing));
}

function track<Thing extends Observed, Known>(things: Map<Thing, Known>, thing: Thing, known: Known): void {
  things.set(thing, known);
  thing.observer.once('close', () => things.delete(thing));
}
