import type { Device, Producer, RtpParameters, Transport } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { AppError, type AppErrorDto } from '#shared/errors.ts';
import type { PublicationDto } from '#shared/features/media.ts';
import type { MediaSource } from '#shared/media-sources.ts';
import type { RequestInput } from '#shared/protocol.ts';
import { publishOptions } from './publish-options.ts';
import type { Sender } from './room-media.ts';
import { guardTransport, type MendingStep, type TransportGuard } from './transport-guard.ts';
import { restartIce, toTransportOptions } from './transport-options.ts';

/** One source that this page sends, from the wish to send it until it is stopped. */
export interface Sending {
  source: MediaSource;
  track: MediaStreamTrack;
  /** `starting` until the server has taken it, also again after a rebuild. */
  state: 'starting' | 'on' | 'failed';
  paused: boolean;
  /** The device went away while it was sending; nothing comes from it until another is chosen. */
  isLost: boolean;
  /** The device is there, and its system lets nothing through: a call, a switch on the headset. */
  isSilenced: boolean;
  error?: AppErrorDto | undefined;
}

export type Sendings = ReadonlyMap<MediaSource, Sending>;

/** After this many transports in a row without success, the whole connection is made anew. */
const TRANSPORTS_MAX = 2;
const RETRY_AFTER_MS = 3_000;

export interface PublisherOptions {
  request: Request;
  reconnect(): void;
  /** See `SubscriberOptions`. */
  check(): void;
}

/**
 * What this page sends. The wish (`Sending`) outlives every transport: after a reset or a lost connection each track that is still
 * alive is sent again, muted if it was muted, before its first packet leaves.
 */
export class Publisher implements Sender {
  readonly #options: PublisherOptions;
  readonly #sendings = createStore<Sendings>(new Map());
  readonly #mending = createStore<MendingStep | null>(null);
  readonly #producers = new Map<MediaSource, Producer>();
  #device: Promise<Device> | undefined;
  #epoch = 0;
  #transport: Promise<Transport> | undefined;
  #guard: TransportGuard | undefined;
  #generation = 0;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Producing changes one description of the connection: one after another. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  get sendings(): ReadOnlyStore<Sendings> {
    return this.#sendings;
  }

  /** What is being done about a line that carries nothing away at the moment. */
  get mending(): ReadOnlyStore<MendingStep | null> {
    return this.#mending;
  }

  get producers(): Producer[] {
    return [...this.#producers.values()];
  }

  get transport(): Promise<Transport> | undefined {
    return this.#transport;
  }

  /** Sends a track as this source from now on, instead of the one before. */
  async publish(source: MediaSource, track: MediaStreamTrack, { paused = false } = {}): Promise<void> {
    const known = this.#sendings.get().get(source);
    if (known && known.track !== track) return this.replaceTrack(source, track);
    track.enabled = !paused;
    this.#watch(source, track);
    this.#put({ source, track, state: 'starting', paused, isLost: false, isSilenced: track.muted });
    await this.#produce(source);
  }

  /** Another device in the same place: the room notices nothing, nothing is negotiated. */
  async replaceTrack(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    const known = this.#sendings.get().get(source);
    if (!known) return this.publish(source, track);
    track.enabled = !known.paused;
    this.#watch(source, track);
    this.#put({ ...known, track, isLost: false, isSilenced: track.muted });
    await this.#producers.get(source)?.replaceTrack({ track });
    known.track.stop();
  }

  async setPaused(source: MediaSource, paused: boolean): Promise<void> {
    const known = this.#sendings.get().get(source);
    if (!known) return;
    // Here first: whatever the server answers, a muted microphone is silent from this moment.
    known.track.enabled = !paused;
    this.#put({ ...known, paused });
    const producer = this.#producers.get(source);
    if (!producer) return;
    if (paused) producer.pause();
    else producer.resume();
    await this.#options.request('media:pause', { epoch: this.#epoch, producerId: producer.id, paused });
  }

  stop(source: MediaSource): void {
    const known = this.#sendings.get().get(source);
    if (!known) return;
    known.track.stop();
    const producer = this.#producers.get(source);
    this.#producers.delete(source);
    this.#remove(source);
    if (!producer) return;
    producer.close();
    this.#options.request('media:unpublish', { epoch: this.#epoch, producerId: producer.id }).catch(() => {});
  }

  stopAll(): void {
    for (const source of this.#sendings.get().keys()) this.stop(source);
  }

  rebuild(device: Promise<Device>, epoch: number): void {
    this.#device = device;
    this.#epoch = epoch;
    this.#begin();
  }

  findNewWay(): void {
    this.#guard?.restart();
  }

  /** The server's word on what is muted holds, also when it was another page of the same person that said so. */
  takePublication({ producerId, paused, source }: PublicationDto): void {
    const known = this.#sendings.get().get(source);
    if (!known || this.#producers.get(source)?.id !== producerId || known.paused === paused) return;
    known.track.enabled = !paused;
    this.#put({ ...known, paused });
  }

  close(): void {
    this.#drop();
    for (const { track } of this.#sendings.get().values()) track.stop();
    this.#sendings.set(new Map());
    this.#device = undefined;
  }

  #begin(): void {
    this.#drop();
    for (const sending of this.#sendings.get().values()) {
      this.#put({ ...sending, state: 'starting', error: undefined });
      void this.#produce(sending.source);
    }
  }

  async #produce(source: MediaSource): Promise<void> {
    const generation = this.#generation;
    const turn = this.#queue.then(() => this.#produceNow(source, generation));
    this.#queue = turn.catch(() => {});
    await turn;
  }

  async #produceNow(source: MediaSource, generation: number): Promise<void> {
    const sending = this.#sendings.get().get(source);
    if (!sending || !this.#device || generation !== this.#generation || this.#producers.has(source)) return;
    try {
      this.#transport ??= this.#open(this.#device, generation).catch((error: unknown) => {
        if (generation === this.#generation) this.#transport = undefined;
        throw error;
      });
      const transport = await this.#transport;
      if (generation !== this.#generation) return;
      const { track, paused } = this.#sendings.get().get(source) ?? sending;
      const producer = await transport.produce({
        track,
        ...publishOptions(source),
        // The track belongs to the preview as well.
        stopTracks: false,
        appData: { source, paused },
      });
      if (generation !== this.#generation) return;
      this.#takeProducer(source, producer, track);
    } catch (error) {
      if (generation === this.#generation) this.#takeRefusal(source, error);
    }
  }

  /** The producer is there; meanwhile the person may have stopped it, muted it or changed the device. */
  #takeProducer(source: MediaSource, producer: Producer, sentTrack: MediaStreamTrack): void {
    this.#producers.set(source, producer);
    const now = this.#sendings.get().get(source);
    if (!now) {
      producer.close();
      this.#producers.delete(source);
      this.#options
        .request('media:unpublish', { epoch: this.#epoch, producerId: producer.id })
        .catch(() => {});
      return;
    }
    if (now.paused) producer.pause();
    this.#put({ ...now, state: 'on', error: undefined });
    if (now.track !== sentTrack) producer.replaceTrack({ track: now.track }).catch(() => {});
    if (now.paused !== producer.appData.paused) void this.setPaused(source, now.paused).catch(() => {});
  }

  async #open(device: Promise<Device>, generation: number): Promise<Transport> {
    const { request } = this.#options;
    const epoch = this.#epoch;
    const [loaded, opened] = await Promise.all([device, request('media:open_send', { epoch })]);
    // Given up meanwhile: what comes now has a guard of its own already.
    if (generation !== this.#generation) throw new AppError('media_reset');
    const transport = loaded.createSendTransport(toTransportOptions(opened));
    transport.on('connect', ({ dtlsParameters }, proceed, refuse) => {
      request('media:connect', { epoch, transportId: transport.id, dtlsParameters }).then(proceed, refuse);
    });
    transport.on('produce', ({ rtpParameters, appData }, proceed, refuse) => {
      request('media:publish', {
        epoch,
        transportId: transport.id,
        source: appData.source as MediaSource,
        paused: appData.paused === true,
        rtpParameters: withoutEmptyName(rtpParameters) as RequestInput<'media:publish'>['rtpParameters'],
      }).then(({ producerId }) => proceed({ id: producerId }), refuse);
    });
    this.#guard = guardTransport({
      transport,
      restartIce: () => restartIce(request, epoch, transport),
      onConnected: () => {
        this.#failures = 0;
        this.#mending.set(null);
      },
      onTrouble: (step) => {
        this.#mending.set(step);
        this.#options.check();
      },
      onGiveUp: () => this.#replaceTransport(),
    });
    return transport;
  }

  #replaceTransport(): void {
    this.#failures += 1;
    if (this.#failures <= TRANSPORTS_MAX) {
      this.#mending.set('replacing');
      this.#begin();
      return;
    }
    this.#failures = 0;
    this.#mending.set('rejoining');
    this.#options.reconnect();
  }

  #takeRefusal(source: MediaSource, thrown: unknown): void {
    const error = thrown instanceof AppError ? thrown.toDto() : { code: 'internal' as const };
    const sending = this.#sendings.get().get(source);
    if (!sending) return;
    // The news `media:reset`, or the connection that comes back, begins everything again; where it is lost, this page asks.
    if (error.code === 'media_reset' || error.code === 'not_joined') {
      clearTimeout(this.#retryTimer);
      this.#retryTimer = setTimeout(() => {
        this.#options.check();
        this.#begin();
      }, RETRY_AFTER_MS);
      return;
    }
    const isPassing =
      error.code === 'offline' || error.code === 'media_unavailable' || error.code === 'too_many_requests';
    if (!isPassing) console.error(thrown);
    this.#put({ ...sending, state: isPassing ? 'starting' : 'failed', error });
    if (!isPassing) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#begin(), error.details?.retryAfterMs ?? RETRY_AFTER_MS);
  }

  /** Unplugged, taken away by the system, or for a screen: ended in the browser's own bar. */
  #watch(source: MediaSource, track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      const known = this.#sendings.get().get(source);
      if (known?.track !== track) return;
      if (source === 'screen') {
        this.stop('screen_audio');
        return this.stop('screen');
      }
      if (source === 'screen_audio') return this.stop(source);
      this.#put({ ...known, isLost: true });
    });
    for (const name of ['mute', 'unmute'] as const) {
      track.addEventListener(name, () => {
        const known = this.#sendings.get().get(source);
        if (known?.track === track) this.#put({ ...known, isSilenced: name === 'mute' });
      });
    }
  }

  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#retryTimer);
    this.#guard?.stop();
    this.#guard = undefined;
    this.#transport?.then((transport) => transport.close()).catch(() => {});
    this.#transport = undefined;
    this.#producers.clear();
    // What still waits there is over.
    this.#queue = Promise.resolve();
  }

  #put(sending: Sending): void {
    this.#sendings.set((last) => new Map(last).set(sending.source, sending));
  }

  #remove(source: MediaSource): void {
    this.#sendings.set((last) => {
      const next = new Map(last);
      next.delete(source);
      return next;
    });
  }
}

/** Browsers leave simulcast without a canonical name in their offer; the server then uses the one of the transport. */
function withoutEmptyName(parameters: RtpParameters): RtpParameters {
  const { cname, ...rtcp } = parameters.rtcp ?? {};
  return { ...parameters, rtcp: cname ? { ...rtcp, cname } : rtcp };
}
