import type { Consumer, Device, RtpParameters, Transport } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { AppError } from '#shared/errors.ts';
import type { ConsumerDto, PublicationDto, ReceivingDto } from '#shared/features/media.ts';
import { kindOfSource } from '#shared/media-sources.ts';
import { type Rung, receivesSound, receivesVideo } from '#shared/rungs.ts';
import { watchForSound } from './first-times.ts';
import { makeReceiveTransport, toCapabilities } from './receive-transport.ts';
import type { StageAudio } from './stage-audio.ts';
import type { MendingStep, TransportGuard } from './transport-guard.ts';
import { isSameTuning, type Tuning, type TuningChange, tellTunings } from './tuning.ts';
import { VideoViews } from './video-views.ts';

/** `idle`: nothing is published; `trouble`: it broke and is being mended; `failed`: all rungs were tried. */
export type ReceiveState = 'idle' | 'connecting' | 'on' | 'trouble' | 'failed';

interface Reception {
  consumer: Consumer;
  /** What the server was last told. */
  told: Tuning;
}

/** New transports in a row without one that connects; after them the whole connection is made anew, once. */
const TRANSPORTS_MAX = 2;
/** A network that blocks media may stop blocking: asked again at this pace. */
const RETRY_AFTER_FAILURE_MS = 30_000;
/** The server did not answer, but the connection holds: it was busy. */
const RETRY_AFTER_SILENCE_MS = 3_000;
/** A layout that settles, or a scroll, is told once. */
const TUNE_DELAY_MS = 150;

export interface SubscriberOptions {
  request: Request;
  /** The last rung: leave this connection and come back on another. */
  reconnect(): void;
  /** Media lost their way: the connection may have, too, and not know it. */
  check(): void;
  audio: StageAudio;
}

/**
 * Receives what is published: asks for it in batches, sets sound and pictures where they belong, follows what is seen, and mends the
 * transport when it breaks. `sync` compares what should be with what is; everything that changes anything calls it.
 */
export class Subscriber {
  readonly audio: StageAudio;
  readonly #options: SubscriberOptions;
  readonly #state = createStore<ReceiveState>('idle');
  readonly #mending = createStore<MendingStep | null>(null);
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
  #failures = 0;
  #hasReconnected = false;
  #tuneTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.audio = options.audio;
    document.addEventListener('visibilitychange', this.#tuneNow);
    this.#stopListening = this.audio.muted.subscribe(this.#tuneNow);
  }

  get state(): ReadOnlyStore<ReceiveState> {
    return this.#state;
  }

  /** What is being done while the state is `trouble`. */
  get mending(): ReadOnlyStore<MendingStep | null> {
    return this.#mending;
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
    this.#guard?.restart();
  }

  /** Tries once more after `failed`. */
  retry(): void {
    this.#failures = 0;
    this.#drop();
    void this.sync();
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

  /** One at a time; a call during another makes that one go round again. */
  async sync(): Promise<void> {
    this.#isStale = true;
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        await this.#syncOnce();
      }
    } catch (error) {
      this.#takeRefusal(error);
    } finally {
      this.#isSyncing = false;
      // Asked for while the last round was failing.
      if (this.#isStale) void this.sync();
    }
  }

  async #syncOnce(): Promise<void> {
    const generation = this.#generation;
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
    if (this.#publications.size === 0) this.#state.set('idle');
  }

  /** On the lowest rung nothing comes: the server closes its end when it is told of that. */
  #leaveTransport(): void {
    this.#given = undefined;
    if (this.#transport) this.#drop();
    this.#state.set('idle');
  }

  async #open(device: Promise<Device>, generation: number): Promise<void> {
    this.#state.set(this.#failures > 0 ? 'trouble' : 'connecting');
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
        if (generation === this.#generation) this.#takeRefusal(error);
      },
      onConnected: () => {
        this.#failures = 0;
        this.#hasReconnected = false;
        this.#setTrouble(null);
        this.#state.set('on');
      },
      onTrouble: (step) => {
        this.#setTrouble(step);
        this.#options.check();
      },
      onGiveUp: () => this.#replaceTransport(),
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
    const received = await Promise.all(
      consumers.map(({ consumerId: id, producerId, kind, rtpParameters }) =>
        transport.consume({ id, producerId, kind, rtpParameters: rtpParameters as RtpParameters }),
      ),
    );
    await early;
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
    const changes: TuningChange[] = [];
    for (const [producerId, reception] of this.#receptions) {
      const { consumer, told } = reception;
      const tuning = this.#wantedTuning(producerId, consumer.kind);
      if (isSameTuning(tuning, told)) continue;
      reception.told = tuning;
      changes.push({ consumerId: consumer.id, tuning });
    }
    await this.#tell(changes);
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

  /** The second rung, and after it the third. */
  #replaceTransport(): void {
    this.#failures += 1;
    this.#drop();
    if (this.#failures <= TRANSPORTS_MAX) {
      this.#setTrouble('replacing');
      void this.sync();
      return;
    }
    if (!this.#hasReconnected) {
      this.#hasReconnected = true;
      this.#setTrouble('rejoining');
      this.#options.reconnect();
      return;
    }
    // Sound and picture do not come through here; questions, slides and the list of those present do.
    this.#state.set('failed');
    this.#retrySoon(RETRY_AFTER_FAILURE_MS);
  }

  #setTrouble(step: MendingStep | null): void {
    this.#mending.set(step);
    if (step) this.#state.set('trouble');
  }

  #retrySoon(delayMs: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.sync(), delayMs);
  }

  #takeRefusal(error: unknown): void {
    const code = error instanceof AppError ? error.code : undefined;
    // Told by other ways: the news `media:reset`, or that the session has moved.
    if (code === 'media_reset' || code === 'not_joined' || code === 'wrong_state') return;
    if (code === 'offline' || code === 'too_many_requests' || code === 'media_unavailable') {
      this.#retrySoon(RETRY_AFTER_SILENCE_MS);
      return;
    }
    if (code === undefined) console.error(error);
    this.#replaceTransport();
  }

  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#tuneTimer);
    clearTimeout(this.#retryTimer);
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
