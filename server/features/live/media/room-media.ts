import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import {
  type AudienceRungsDto,
  kindOfSource,
  type MediaRoomDto,
  type MediaSource,
  type PublicationDto,
  type ReceiveWish,
  type TransportDto,
} from '#shared/features/media.ts';
import type { NewsData, NewsName } from '#shared/protocol.ts';
import { can } from '#shared/roles.ts';
import { type Rung, receivesSound, receivesVideo } from '#shared/rungs.ts';
import type { TellOptions } from '../audience.ts';
import type { Peer } from '../peer.ts';
import { AudienceRungs } from './audience-rungs.ts';
import { PeerMedia } from './peer-media.ts';
import { type RoomRouter, RoomRouters } from './room-routers.ts';
import { Speaking } from './speaking.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Eight on stage with camera and microphone, a second trainer, and two screens with their sound. */
const PUBLICATIONS_MAX = 24;
/**
 * How long pages that lost their media wait for a dead worker's successor, which is up in a quarter of a second: told at once, all of them
 * would crowd on those that are left.
 */
const SUCCESSOR_WITHIN_MS = 1_000;

/** A worker that does not start is tried again and again; so is this. */
const TELL_AGAIN_AFTER_MS = 1_000;

/** Whom the media tell what has changed: the room's audiences, as seen from below. */
export interface MediaAudiences {
  tellLearners<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void;
  tellStaff<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void;
  /** At once, and not kept for later: it is true of these connections alone. */
  tellPeers<Name extends NewsName>(peers: readonly Peer[], name: Name, data: NewsData<Name>): void;
  /** Outside the numbers: whoever misses it has missed nothing that matters later. */
  tellEverybodyInPassing<Name extends NewsName>(name: Name, data: NewsData<Name>): void;
}

/** One connection's half, or what will be it. */
interface OwnMedia {
  peer: Peer;
  placing: Promise<PeerMedia>;
  placed: PeerMedia | undefined;
}

/**
 * What flows in one room: where it flows, what is published, and each connection's half. A worker that dies takes along what was on it: who
 * received or sent there begins again on another, with the next epoch of its own, and nobody else notices more than that a publication ended.
 */
export class RoomMedia {
  readonly #workers: WorkerPool;
  readonly #publications = new Map<string, { publication: PublicationDto; connectionId: string }>();
  readonly #peers = new Map<string, OwnMedia>();
  /** How often a connection's media began again; those that never did are not in it. */
  readonly #epochs = new Map<string, number>();
  /** Whose media are gone and who are not told yet. */
  readonly #hit = new Set<Peer>();
  readonly #rungs = new AudienceRungs((audienceRungs) =>
    this.#audiences?.tellStaff('media:rungs_changed', { audienceRungs }),
  );
  readonly #routers: RoomRouters;
  readonly #capabilities: types.RtpCapabilities;
  readonly #speaking = new Speaking((personIds) => {
    if (this.#onAir) this.#audiences?.tellEverybodyInPassing('stage:speaking', { personIds });
  });
  #audiences: MediaAudiences | undefined;
  #onAir = false;
  #closed = false;

  private constructor(workers: WorkerPool, routers: RoomRouters, capabilities: types.RtpCapabilities) {
    this.#workers = workers;
    this.#routers = routers;
    this.#capabilities = capabilities;
    routers.onLost((lost) => this.#restart(lost));
  }

  static async create({ workers }: { workers: WorkerPool }): Promise<RoomMedia> {
    const routers = new RoomRouters(workers);
    // The same on every router that speaks the same codecs.
    const { rtpCapabilities } = (await routers.home()).router;
    return new RoomMedia(workers, routers, rtpCapabilities);
  }

  /** Who is told; given right after the room exists. */
  attach(audiences: MediaAudiences): void {
    this.#audiences = audiences;
  }

  get publications(): PublicationDto[] {
    return [...this.#publications.values()].map(({ publication }) => publication);
  }

  /** Of the worker that everything is published on. */
  get workerPid(): number | undefined {
    return this.#routers.homeNow?.media.pid;
  }

  /** The router that everything is published on; undefined while it is made again. */
  get homeId(): string | undefined {
    return this.#routers.homeNow?.router.id;
  }

  /** How many connections are placed on each of the room's routers, by its id. */
  get seats(): ReadonlyMap<string, number> {
    return this.#routers.seats;
  }

  /** What this peer may receive at the moment: learners nothing before the start, when staff are setting up. */
  toDto(peer: Peer): MediaRoomDto {
    return {
      epoch: this.#epochOf(peer),
      routerRtpCapabilities: this.#capabilities,
      publications: peer.isStaff || this.#onAir ? this.publications : [],
      audienceRungs: peer.isStaff ? this.audienceRungs : null,
    };
  }

  get audienceRungs(): AudienceRungsDto {
    return this.#rungs.counts;
  }

  noteRung(peer: Peer, rung: Rung): void {
    if (peer.hasLeft) return;
    this.#rungs.note(peer, rung);
    // With the page's own half: a way by which nothing comes would be kept alive for nothing.
    if (!receivesSound(rung)) this.#peers.get(peer.connectionId)?.placed?.closeReceiving();
  }

  /** On air, learners are let see what is published; it was there before, so they are told now. */
  setOnAir(onAir: boolean): void {
    if (onAir && !this.#onAir) {
      for (const publication of this.publications) {
        this.#audiences?.tellLearners('media:published', { publication }, { urgent: true });
      }
    }
    this.#onAir = onAir;
  }

  /** Whether what this peer knows of this epoch means nothing any more. */
  isOver(peer: Peer, epoch: number): boolean {
    const isLost = this.#peers.get(peer.connectionId)?.placed?.isLost === true;
    return isLost || epoch !== this.#epochOf(peer);
  }

  /** See `PeerMedia.countReported`. Nothing is known of media that are being rebuilt. */
  async bytesReportedBy(peer: Peer): Promise<number | undefined> {
    try {
      return await this.#peers.get(peer.connectionId)?.placed?.countReported();
    } catch {
      // The transport, or its worker, ended before it could answer.
      return undefined;
    }
  }

  /** A peer's half; placed when first asked for. An epoch that is over is refused. */
  async of(peer: Peer, epoch: number): Promise<PeerMedia> {
    if (peer.hasLeft) throw appError('not_joined');
    if (epoch !== this.#epochOf(peer)) throw appError('media_reset');
    if (this.#closed) throw appError('media_unavailable');
    const known = this.#peers.get(peer.connectionId);
    if (known) return known.placing;
    const own: OwnMedia = { peer, placing: this.#place(peer), placed: undefined };
    const isStillHere = (): boolean => this.#peers.get(peer.connectionId) === own;
    this.#peers.set(peer.connectionId, own);
    try {
      own.placed = await own.placing;
    } catch (error) {
      if (isStillHere()) this.#peers.delete(peer.connectionId);
      throw error;
    }
    if (isStillHere()) return own.placed;
    own.placed.close();
    throw appError('not_joined');
  }

  async publish(
    peer: Peer,
    options: {
      epoch: number;
      transportId: string;
      source: PublicationDto['source'];
      paused: boolean;
      rtpParameters: types.RtpParameters;
    },
  ): Promise<PublicationDto> {
    const { epoch, source, paused } = options;
    const own = await this.of(peer, epoch);
    if (this.#publications.size >= PUBLICATIONS_MAX)
      throw appError('limit_reached', { max: PUBLICATIONS_MAX });
    const producer = await own.produce({ ...options, onClose: () => this.#forget(producer.id) });
    const publication = { producerId: producer.id, personId: peer.personId, name: peer.name, source, paused };
    this.#publications.set(producer.id, { publication, connectionId: peer.connectionId });
    this.#tellPublished(publication);
    if (source === 'microphone') this.#listenTo(producer, peer.personId);
    return publication;
  }

  async pause(
    peer: Peer,
    { epoch, producerId, paused }: { epoch: number; producerId: string; paused: boolean },
  ): Promise<void> {
    await (await this.of(peer, epoch)).pauseProducer(producerId, paused);
    this.#notePaused(producerId, paused);
  }

  /** Pauses what a person sends of these sources, whatever their page does. One that has just ended is passed over. */
  async silence(personId: string, sources: readonly MediaSource[]): Promise<void> {
    const heard = [...this.#publications.values()].filter(
      ({ publication }) =>
        publication.personId === personId && sources.includes(publication.source) && !publication.paused,
    );
    await Promise.all(
      heard.map(async ({ publication: { producerId }, connectionId }) => {
        try {
          await this.#peers.get(connectionId)?.placed?.pauseProducer(producerId, true);
          this.#notePaused(producerId, true);
        } catch (error) {
          if (this.#publications.has(producerId)) throw error;
        }
      }),
    );
  }

  /** Ends all that a connection sends, and its way to send. */
  stopSending(connectionId: string): void {
    this.#peers.get(connectionId)?.placed?.closeSending();
  }

  /** A transport, and consumers of whatever this page wants on its rung, in one go. */
  async receive(
    peer: Peer,
    { epoch, wish }: { epoch: number; wish: ReceiveWish | undefined },
  ): Promise<{ transport: TransportDto; consumers: types.Consumer[] }> {
    const own = await this.of(peer, epoch);
    const transport = await own.openTransport('receive');
    const { transportId } = transport;
    const producerIds = wish ? this.wanted(peer, wish.rung) : [];
    const rtpCapabilities = wish?.rtpCapabilities as types.RtpCapabilities;
    const consumers = await this.subscribe(peer, { epoch, transportId, producerIds, rtpCapabilities });
    return { transport, consumers };
  }

  /** What a page on this rung is sent: nobody is sent back what comes from themselves. */
  wanted(peer: Peer, rung: Rung): string[] {
    return this.toDto(peer)
      .publications.filter(({ personId, source }) => {
        if (personId === peer.personId) return false;
        return kindOfSource(source) === 'audio' ? receivesSound(rung) : receivesVideo(rung);
      })
      .map(({ producerId }) => producerId);
  }

  /** Consumers for what is asked and there; the rest is left out. */
  async subscribe(
    peer: Peer,
    options: {
      epoch: number;
      transportId: string;
      producerIds: string[];
      rtpCapabilities: types.RtpCapabilities;
    },
  ): Promise<types.Consumer[]> {
    const { epoch, transportId, producerIds, rtpCapabilities } = options;
    const own = await this.of(peer, epoch);
    const visible = this.toDto(peer).publications.filter(({ producerId }) =>
      producerIds.includes(producerId),
    );
    const consumers = await Promise.all(
      visible.map(({ producerId, source }) =>
        own.consume({ transportId, producerId, source, rtpCapabilities }).catch((error: unknown) => {
          // It ended while it was on its way here, perhaps with the worker that it came from.
          if (!this.#publications.has(producerId) && !own.isLost) return undefined;
          throw error;
        }),
      ),
    );
    return consumers.filter((consumer) => consumer !== undefined);
  }

  removePeer({ connectionId }: Peer): void {
    this.#peers.get(connectionId)?.placed?.close();
    this.#peers.delete(connectionId);
    this.#epochs.delete(connectionId);
    this.#rungs.forget(connectionId);
  }

  /** Doors closed: nobody sends any more. Closing the producers tells everybody who received them. */
  stopPublications(): void {
    for (const [producerId, { connectionId }] of this.#publications) {
      this.#peers.get(connectionId)?.placed?.closeProducer(producerId);
    }
  }

  close(): void {
    this.#closed = true;
    this.#rungs.close();
    for (const { placed } of this.#peers.values()) placed?.close();
    this.#routers.close();
    this.#peers.clear();
    this.#publications.clear();
  }

  async #place(peer: Peer): Promise<PeerMedia> {
    // Whoever may publish sends to the home, and depends on one worker alone by receiving there too.
    const seat = await this.#routers.seat({ atHome: can(peer.role, 'media.publish') });
    return new PeerMedia({ connectionId: peer.connectionId, seat, routers: this.#routers });
  }

  #epochOf({ connectionId }: Peer): number {
    return this.#epochs.get(connectionId) ?? 0;
  }

  /** Their objects died with the worker; what remains are husks that answer errors. */
  #restart(lost: RoomRouter): void {
    for (const [connectionId, { peer, placed }] of [...this.#peers]) {
      if (!placed?.isOn(lost)) continue;
      this.#peers.delete(connectionId);
      this.#epochs.set(connectionId, this.#epochOf(peer) + 1);
      this.#hit.add(peer);
      placed.close();
    }
    void this.#tellReset();
  }

  async #tellReset(): Promise<void> {
    await this.#workers.whole(SUCCESSOR_WITHIN_MS);
    const home = await this.#routers.home().catch(() => undefined);
    if (this.#closed) return;
    if (!home) {
      // Nobody must stay without media because a worker died between being chosen and answering.
      setTimeout(() => void this.#tellReset(), TELL_AGAIN_AFTER_MS).unref();
      return;
    }
    const byMedia = Map.groupBy(
      [...this.#hit].filter((peer) => !peer.hasLeft),
      (peer) => `${peer.isStaff} ${this.#epochOf(peer)}`,
    );
    this.#hit.clear();
    for (const peers of byMedia.values()) {
      const [first] = peers;
      if (first) this.#audiences?.tellPeers(peers, 'media:reset', { media: this.toDto(first) });
    }
  }

  /** Beside the publishing, which does not wait for it. Where it fails, nobody is marked as speaking, and all are heard the same. */
  #listenTo(producer: types.Producer, personId: string): void {
    const router = this.#routers.homeNow?.router;
    if (router) this.#speaking.watch(router, producer, personId).catch(() => {});
  }

  #notePaused(producerId: string, paused: boolean): void {
    const known = this.#publications.get(producerId);
    if (!known || known.publication.paused === paused) return;
    known.publication = { ...known.publication, paused };
    this.#tellPublished(known.publication);
  }

  #forget(producerId: string): void {
    if (!this.#publications.delete(producerId)) return;
    this.#audiences?.tellStaff('media:unpublished', { producerId }, { urgent: true });
    if (this.#onAir) this.#audiences?.tellLearners('media:unpublished', { producerId }, { urgent: true });
  }

  #tellPublished(publication: PublicationDto): void {
    this.#audiences?.tellStaff('media:published', { publication }, { urgent: true });
    if (this.#onAir) this.#audiences?.tellLearners('media:published', { publication }, { urgent: true });
  }
}
