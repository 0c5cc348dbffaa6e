import type { types } from 'mediasoup';

/** Quieter than speech at arm's length, louder than a fan. */
const THRESHOLD_DB = -55;
/** Twice a second is as often as an eye follows who speaks. */
const LOOK_EVERY_MS = 500;
/** Of those who talk at once, the loudest are marked; more marks say nothing. */
const SPEAKING_MAX = 3;

/** Who is heard in a room just now, as the worker measures it where everything is published. */
export class Speaking {
  readonly #onChange: (personIds: string[]) => void;
  readonly #people = new Map<string, string>();
  #observer: { router: types.Router; made: Promise<types.AudioLevelObserver> } | undefined;
  #last = '';

  constructor(onChange: (personIds: string[]) => void) {
    this.#onChange = onChange;
  }

  /** Listens to a microphone until it ends, on the router that it is published on. */
  async watch(router: types.Router, producer: types.Producer, personId: string): Promise<void> {
    if (this.#observer?.router !== router) {
      const made = this.#make(router);
      this.#observer = { router, made };
      // The next microphone tries again.
      made.catch(() => {
        if (this.#observer?.made === made) this.#observer = undefined;
      });
    }
    const observer = await this.#observer.made;
    if (producer.closed) return;
    this.#people.set(producer.id, personId);
    producer.observer.once('close', () => this.#people.delete(producer.id));
    await observer.addProducer({ producerId: producer.id });
  }

  async #make(router: types.Router): Promise<types.AudioLevelObserver> {
    const observer = await router.createAudioLevelObserver({
      maxEntries: SPEAKING_MAX,
      threshold: THRESHOLD_DB,
      interval: LOOK_EVERY_MS,
    });
    observer.on('volumes', (volumes) => this.#tell(volumes.map(({ producer }) => producer.id)));
    observer.on('silence', () => this.#tell([]));
    return observer;
  }

  #tell(producerIds: string[]): void {
    const personIds = [...new Set(producerIds.flatMap((producerId) => this.#people.get(producerId) ?? []))];
    // In one order: who is the louder of two changes with each syllable.
    const now = personIds.sort().join();
    if (now === this.#last) return;
    this.#last = now;
    this.#onChange(personIds);
  }
}
