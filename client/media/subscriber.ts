import type { Consumer, Device, RtpParameters, Transport } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { ConsumerDto, PublicationDto, ReceivingDto } from '#shared/features/media.ts';
import { kindOfSource } from '#shared/media-sources.ts';
import { type Rung, receivesSound, receivesVideo } from '#shared/rungs.ts';
import { watchForSound } from './first-times.ts';
import { ReceiveLadder, type ReceiveLadderActs, type ReceiveState } from './receive-ladder.ts';
import { makeReceiveTransport, toCapabilities } from './receive-transport.ts';
import type { StageAudio } from './stage-audio.ts';
import type { MendingStep, TransportGuard } from './transport-guard.ts';
import { isSameTuning, type Tuning, type TuningChange, tellTunings } from './tuning.ts';
import { VideoViews } from './video-views.ts';

interface Reception {
  consumer: Consumer;
  /** What the server was last told. */
  told: Tuning;
}

/** A layout that settles, or a scroll, is told once. */
const TUNE_DELAY_MS = 150;

export interface SubscriberOptions extends Pick<ReceiveLadderActs, 'reconnect' | 'check'> {
  request: Request;
  audio: StageAudio;
}

/**
 * Receives what is published: asks for it in batches, sets sound and pictures where they belong, follows what is seen, and mends the
 * transport when it breaks. `sync` compares what should be with what is; everything that changes anything calls it.
 */
export class Subscriber {
  readonly audio: StageAudio;
  readonly #options: SubscriberOptions;
  readonly #ladder: ReceiveLadder;
  readonly #rung = createStore<Rung>('full');
  readonly #receptions = new Map<string, Reception>();
  readonly #views = new VideoViews(() => this.#tuneSoon());
  /** Ours, or refused by the server as not receivable: not to be asked for. */
  readonly #left = new Set<string>();
  #publications: ReadonlyMap<string, PublicationDto> = new Map();
  #device: Promise<Device> | undefined;
  #epoch = 0;
  #transport: Transport | undefined;
  /** Brought by the join and not begun with yet. */
  #given: ReceivingDto | undefined;
  #guard: TransportGuard | undefined;
  /** Grows with each rebuild: what an earlier one still waits for is thrown away. */
  #generation = 0;
  readonly #stopListening: () => void;
  #isSyncing = false;
  #isStale = false;
  #tuneTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.audio = options.audio;
    this.#ladder = new ReceiveLadder({
      sync: () => void this.sync(),
      drop: () => this.#drop(),
      reconnect: options.reconnect,
      check: options.check,
    });
    document.addEventListener('visibilitychange', this.#tuneNow);
    this.#stopListening = this.audio.muted.subscribe(this.#tuneNow);
  }

  get state(): ReadOnlyStore<ReceiveState> {
    return this.#ladder.state;
  }

  /** What is being done while the state is `trouble`. */
  get mending(): ReadOnlyStore<MendingStep | null> {
    return this.#ladder.mending;
  }

  /** How much of what is published this page takes. */
  get rung(): ReadOnlyStore<Rung> {
    return this.#rung;
  }

  get transport(): Transport | undefined {
    return this.#transport;
  }

  get consumers(): Consumer[] {
    return [...this.#receptions.values()].map(({ consumer }) => consumer);
  }

  /** Whether a camera that is on was asked for: its picture should move. */
  get awaitsPicture(): boolean {
    return [...this.#receptions].some(([producerId, { told }]) => {
      const publication = this.#publications.get(producerId);
      return publication?.source === 'camera' && !publication.paused && !told.paused;
    });
  }

  setRung(rung: Rung): void {
    if (rung === this.#rung.get()) return;
    this.#rung.set(rung);
    // Said before anything is asked for, or the server would take it for what comes from the rung before.
    this.#options.request('media:report_rung', { rung }).catch(() => {});
    void this.sync();
  }

  setPublications(publications: ReadonlyMap<string, PublicationDto>): void {
    this.#publications = publications;
    void this.sync();
  }

  /** Shows a publication's picture in an element until the returned function is called. */
  show(producerId: string, element: HTMLVideoElement): () => void {
    const stop = this.#views.add(producerId, element);
    this.#attach(producerId);
    return () => {
      stop();
      element.srcObject = null;
    };
  }

  /**
   * Everything from before means nothing any more: begins again with a new epoch, or on a new connection, whose answer may have brought what to
   * begin with. What is published now is said right after.
   */
  rebuild({
    device,
    epoch,
    receiving,
  }: {
    device: Promise<Device>;
    epoch: number;
    receiving: ReceivingDto | null;
  }): void {
    this.#device = device;
    this.#epoch = epoch;
    this.#drop();
    this.#given = receiving ?? undefined;
    this.#publications = new Map();
  }

  /** The device is on another network, or was asleep. */
  findNewWay(): void {
    if (this.state.get() === 'failed') this.retry();
    else this.#guard?.restart();
  }

  /** Tries once more after `failed`. */
  retry(): void {
    this.#ladder.startOver();
  }

  /** The connection is over: what it carried ends here and now, until `rebuild`. */
  end(): void {
    this.#publications = new Map();
    this.#device = undefined;
    this.#drop();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#tuneNow);
    this.#drop();
    this.#device = undefined;
    this.#publications = new Map();
    this.#views.close();
    this.#stopListening();
  }

  /**
   * One at a time; a call during another makes that one go round again. One of an earlier generation is not waited for: a browser never answers
   * what it was asked of a connection that was closed meanwhile.
   */
  async sync(): Promise<void> {
    this.#isStale = true;
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    const generation = this.#generation;
    try {
      while (this.#isStale && generation === this.#generation) {
        this.#isStale = false;
        await this.#syncOnce(generation);
      }
    } catch (error) {
      if (generation === this.#generation) this.#ladder.takeRefusal(error);
    }
    if (generation !== this.#generation) return;
    this.#isSyncing = false;
    // Asked for while the last round was failing.
    if (this.#isStale) void this.sync();
  }

  async #syncOnce(generation: number): Promise<void> {
    this.#closeUnwanted();
    if (!receivesSound(this.#rung.get())) this.#leaveTransport();
    if (this.#missing().length > 0 && this.#device) {
      if (!this.#transport) await this.#open(this.#device, generation);
      const device = await this.#device;
      // Read after everything that waits: a transport can be gone by then, and its generation with it.
      const transport = this.#transport;
      if (generation !== this.#generation || !transport) return;
      const missing = this.#missing();
      if (missing.length > 0) await this.#subscribe(missing, device, transport, generation);
    }
    if (generation === this.#generation) await this.#tune();
  }

  #missing(): PublicationDto[] {
    return [...this.#publications.values()].filter(
      (publication) =>
        !this.#receptions.has(publication.producerId) &&
        !this.#left.has(publication.producerId) &&
        this.#isWanted(publication),
    );
  }

  #isWanted({ source }: PublicationDto): boolean {
    const rung = this.#rung.get();
    return kindOfSource(source) === 'audio' ? receivesSound(rung) : receivesVideo(rung);
  }

  #closeUnwanted(): void {
    const closedHere: string[] = [];
    for (const [producerId, { consumer }] of this.#receptions) {
      const publication = this.#publications.get(producerId);
      if (publication && this.#isWanted(publication)) continue;
      if (publication) closedHere.push(consumer.id);
      consumer.close();
      this.#receptions.delete(producerId);
    }
    if (closedHere.length > 0) {
      this.#options
        .request('media:unsubscribe', { epoch: this.#epoch, consumerIds: closedHere })
        .catch(() => {});
    }
    this.#setSound();
    if (this.#publications.size === 0) this.#ladder.rest();
  }

  /** On the lowest rung nothing comes: the server closes its end when it is told of that. */
  #leaveTransport(): void {
    this.#given = undefined;
    if (this.#transport) this.#drop();
    this.#ladder.rest();
  }

  async #open(device: Promise<Device>, generation: number): Promise<void> {
    this.#ladder.begin();
    const epoch = this.#epoch;
    const given = this.#given;
    this.#given = undefined;
    const loaded = await device;
    const receive = { rung: this.#rung.get(), rtpCapabilities: toCapabilities(loaded) };
    const opened = given ?? (await this.#options.request('media:open_receive', { epoch, receive }));
    if (generation !== this.#generation) return;

    const { transport, guard } = makeReceiveTransport({
      device: loaded,
      opened,
      epoch,
      request: this.#options.request,
      onRefused: (error) => {
        if (generation === this.#generation) this.#ladder.takeRefusal(error);
      },
      onConnected: () => this.#ladder.takeConnected(),
      onTrouble: (step) => this.#ladder.takeTrouble(step),
      onGiveUp: () => this.#ladder.giveUp(),
    });
    this.#guard = guard;
    this.#transport = transport;
    await this.#take(opened.consumers, transport, generation);
  }

  async #subscribe(
    missing: PublicationDto[],
    device: Device,
    transport: Transport,
    generation: number,
  ): Promise<void> {
    const { consumers } = await this.#options.request('media:subscribe', {
      epoch: this.#epoch,
      transportId: transport.id,
      producerIds: missing.map(({ producerId }) => producerId),
      rtpCapabilities: toCapabilities(device),
    });
    if (generation !== this.#generation) return;

    // What the server left out is gone already, or beyond this browser: not to be asked for in a circle.
    const given = new Set(consumers.map(({ producerId }) => producerId));
    for (const { producerId } of missing) if (!given.has(producerId)) this.#left.add(producerId);
    await this.#take(consumers, transport, generation);
  }

  /** Sets up this page's end of what the server has ready. */
  async #take(given: readonly ConsumerDto[], transport: Transport, generation: number): Promise<void> {
    // One that ended while its news was on the way is gone on the other side too.
    const consumers = given.filter(({ producerId }) => this.#publications.has(producerId));
    // Before the transport is connected the server keeps the first keyframe for that moment, so sending may be
    // asked for right away; on one that runs, only once the browser is ready for the packets.
    const isFirst = transport.connectionState !== 'connected';
    const told = new Map(
      consumers.map(({ consumerId, producerId, kind }) => [consumerId, this.#wantedTuning(producerId, kind)]),
    );
    const early = isFirst
      ? this.#tell([...told].map(([consumerId, tuning]) => ({ consumerId, tuning })))
      : undefined;
    const receiving = consumers.map(({ consumerId: id, producerId, kind, rtpParameters }) =>
      transport.consume({ id, producerId, kind, rtpParameters: rtpParameters as RtpParameters }),
    );
    const [received] = await Promise.all([Promise.all(receiving), early]);
    if (generation !== this.#generation) return;

    for (const consumer of received) {
      const tuning = isFirst ? told.get(consumer.id) : undefined;
      this.#receptions.set(consumer.producerId, { consumer, told: tuning ?? { paused: true } });
      if (consumer.kind === 'audio') watchForSound(consumer);
      this.#attach(consumer.producerId);
    }
    this.#setSound();
  }

  #wantedTuning(producerId: string, kind: 'audio' | 'video'): Tuning {
    if (kind === 'audio') return { paused: this.audio.muted.get() };
    const source = this.#publications.get(producerId)?.source;
    const seen = this.#views.findLayer(producerId, source === 'screen' ? 'screen' : 'camera');
    if (seen === undefined) return { paused: true };
    return { paused: false, spatialLayer: this.#rung.get() === 'small' ? 0 : seen };
  }

  async #tune(): Promise<void> {
    clearTimeout(this.#tuneTimer);
    this.#tuneTimer = undefined;
    const changes = [...this.#receptions]
      .map(([producerId, reception]) => {
        const { id: consumerId, kind } = reception.consumer;
        return { reception, consumerId, tuning: this.#wantedTuning(producerId, kind) };
      })
      .filter(({ reception, tuning }) => !isSameTuning(tuning, reception.told));
    await this.#tell(changes);
    // Not before: what the server never heard is told again.
    for (const { reception, tuning } of changes) reception.told = tuning;
  }

  #tell(changes: readonly TuningChange[]): Promise<void> {
    return tellTunings(this.#options.request, this.#epoch, changes);
  }

  #tuneSoon(): void {
    // Before the way is open nothing is sent: what is said by then costs no time.
    const isOpen = this.#transport?.connectionState === 'connected';
    this.#tuneTimer ??= setTimeout(() => void this.sync(), isOpen ? TUNE_DELAY_MS : 0);
  }

  readonly #tuneNow = (): void => void this.sync();

  #attach(producerId: string): void {
    const track = this.#receptions.get(producerId)?.consumer.track;
    if (!track) return;
    this.#views.put(producerId, track);
  }

  #setSound(): void {
    const tracks = this.consumers.filter(({ kind }) => kind === 'audio').map(({ track }) => track);
    this.audio.setTracks(tracks);
  }

  #drop(): void {
    this.#generation += 1;
    this.#isSyncing = false;
    this.#ladder.stopWaiting();
    clearTimeout(this.#tuneTimer);
    this.#tuneTimer = undefined;
    this.#guard?.stop();
    this.#guard = undefined;
    this.#transport?.close();
    this.#transport = undefined;
    this.#given = undefined;
    this.#receptions.clear();
    this.#left.clear();
    this.#setSound();
  }
}
