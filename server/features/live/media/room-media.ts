import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import type { MediaRoomDto, PublicationDto } from '#shared/features/media.ts';
import type { NewsData, NewsName } from '#shared/protocol.ts';
import type { TellOptions } from '../audience.ts';
import type { Peer } from '../peer.ts';
import { mediaCodecs } from './codecs.ts';
import { PeerMedia } from './peer-media.ts';
import type { MediaWorker, WorkerPool } from './worker-pool.ts';

/** A panel of four with camera, microphone, screen and its sound each. */
const PUBLICATIONS_MAX = 16;

/** Whom the media tell what has changed: the room's audiences, as seen from below. */
export interface MediaAudiences {
  tellLearners<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void;
  tellStaff<Name extends NewsName>(name: Name, data: NewsData<Name>, options?: TellOptions): void;
}

interface Stage {
  media: MediaWorker;
  router: types.Router;
}

/**
 * What flows in one room: a router of its own, what is published, and each connection's half. When its worker dies it
 * begins again on another with the next epoch and tells everybody; nothing else in the room is touched.
 */
export class RoomMedia {
  readonly #workers: WorkerPool;
  readonly #publications = new Map<string, { publication: PublicationDto; connectionId: string }>();
  readonly #peers = new Map<string, PeerMedia>();
  #stage: Stage;
  #epoch = 0;
  #audiences: MediaAudiences | undefined;
  #onAir = false;
  #closed = false;

  private constructor(workers: WorkerPool, stage: Stage) {
    this.#workers = workers;
    this.#stage = stage;
    this.#watch();
  }

  static async create({ workers }: { workers: WorkerPool }): Promise<RoomMedia> {
    return new RoomMedia(workers, await buildStage(workers));
  }

  /** Who is told; given right after the room exists. */
  attach(audiences: MediaAudiences): void {
    this.#audiences = audiences;
  }

  get publications(): PublicationDto[] {
    return [...this.#publications.values()].map(({ publication }) => publication);
  }

  get workerPid(): number {
    return this.#stage.media.pid;
  }

  /** What this peer may receive at the moment: learners nothing before the start, when staff are setting up. */
  toDto(peer: Pick<Peer, 'isStaff'>): MediaRoomDto {
    return {
      epoch: this.#epoch,
      routerRtpCapabilities: this.#stage.router.rtpCapabilities,
      publications: peer.isStaff || this.#onAir ? this.publications : [],
    };
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

  /** Whether ids of this epoch mean nothing any more. */
  isOver(epoch: number): boolean {
    return epoch !== this.#epoch || this.#stage.router.closed;
  }

  /** A peer's half; made when first asked for. An epoch that is over is refused. */
  of(peer: Peer, epoch: number): PeerMedia {
    if (epoch !== this.#epoch) throw appError('media_reset');
    if (this.#closed || this.#stage.router.closed) throw appError('media_unavailable');
    const known = this.#peers.get(peer.connectionId);
    if (known) return known;
    const { router, media } = this.#stage;
    const created = new PeerMedia({ router, server: media.server });
    this.#peers.set(peer.connectionId, created);
    return created;
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
    const own = this.of(peer, epoch);
    if (this.#publications.size >= PUBLICATIONS_MAX)
      throw appError('limit_reached', { max: PUBLICATIONS_MAX });
    const producer = await own.produce({ ...options, onClose: () => this.#forget(producer.id) });
    const publication = { producerId: producer.id, personId: peer.personId, name: peer.name, source, paused };
    this.#publications.set(producer.id, { publication, connectionId: peer.connectionId });
    this.#tellPublished(publication);
    return publication;
  }

  async pause(
    peer: Peer,
    { epoch, producerId, paused }: { epoch: number; producerId: string; paused: boolean },
  ): Promise<void> {
    await this.of(peer, epoch).pauseProducer(producerId, paused);
    const known = this.#publications.get(producerId);
    if (!known) return;
    known.publication = { ...known.publication, paused };
    this.#tellPublished(known.publication);
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
    const own = this.of(peer, epoch);
    const visible = new Set(this.toDto(peer).publications.map(({ producerId }) => producerId));
    const consumers = await Promise.all(
      producerIds
        .filter((producerId) => visible.has(producerId))
        .map((producerId) => own.consume({ transportId, producerId, rtpCapabilities })),
    );
    return consumers.filter((consumer) => consumer !== undefined);
  }

  removePeer(connectionId: string): void {
    this.#peers.get(connectionId)?.close();
    this.#peers.delete(connectionId);
  }

  /** Doors closed: nobody sends any more. Closing the producers tells everybody who received them. */
  stopPublications(): void {
    for (const [producerId, { connectionId }] of this.#publications) {
      this.#peers.get(connectionId)?.closeProducer(producerId);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stage.router.close();
    this.#peers.clear();
    this.#publications.clear();
  }

  #watch(): void {
    this.#stage.router.once('workerclose', () => {
      // A worker that closes because we stop is no failure.
      if (!this.#closed) void this.#rebuild();
    });
  }

  async #rebuild(): Promise<void> {
    this.#epoch += 1;
    // Their objects died with the worker; what remains are husks that answer errors.
    this.#peers.clear();
    this.#publications.clear();
    const epoch = this.#epoch;
    const stage = await buildStage(this.#workers).catch(() => undefined);
    if (!stage) return;
    if (this.#closed || epoch !== this.#epoch) return stage.router.close();
    this.#stage = stage;
    this.#watch();
    this.#audiences?.tellLearners('media:reset', { media: this.toDto({ isStaff: false }) }, { urgent: true });
    this.#audiences?.tellStaff('media:reset', { media: this.toDto({ isStaff: true }) }, { urgent: true });
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

/** A worker may die between being picked and making the router: then the next one is asked. */
async function buildStage(workers: WorkerPool): Promise<Stage> {
  const media = await workers.pick();
  try {
    return { media, router: await media.worker.createRouter({ mediaCodecs }) };
  } catch (error) {
    if (!media.worker.closed) throw error;
    return buildStage(workers);
  }
}
