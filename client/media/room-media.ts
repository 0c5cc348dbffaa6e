import type { Device as LoadedDevice, RtpCapabilities } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type {
  AudienceRungsDto,
  MediaRoomDto,
  PublicationDto,
  ReceiveWish,
  ReceivingDto,
} from '#shared/features/media.ts';
import { loadDevice, prepareDevice } from './prepared-device.ts';
import type { StageAudio } from './stage-audio.ts';
import { Subscriber } from './subscriber.ts';

export type Publications = ReadonlyMap<string, PublicationDto>;

/** What sends from this page; staff's half, which learners' pages never load. */
export interface Sender {
  rebuild(device: Promise<LoadedDevice>, epoch: number): void;
  takePublication(publication: PublicationDto): void;
  stopAll(): void;
  findNewWay(): void;
  close(): void;
}

export interface RoomMediaOptions {
  request: Request;
  reconnect(): void;
  check(): void;
  /** Made within the tap that joined. */
  audio: StageAudio;
}

/** A join waits no longer for this page's half: it is ready before the tap, or something is slow. */
const DEVICE_WITHIN_MS = 300;

/** The room's media as this page has them: what is published, the receiving half, and for staff the sending one. */
export class RoomMedia {
  readonly subscriber: Subscriber;
  readonly #publications = createStore<Publications>(new Map());
  readonly #isSupported = createStore(true);
  readonly #audienceRungs = createStore<AudienceRungsDto | null>(null);
  #device: Promise<LoadedDevice> | undefined;
  #sender: Sender | undefined;
  #published: readonly PublicationDto[] = [];
  #isOpen = true;
  #epoch: number | undefined;
  #ownPersonId: string | undefined;

  constructor(options: RoomMediaOptions) {
    this.subscriber = new Subscriber(options);
  }

  get publications(): ReadOnlyStore<Publications> {
    return this.#publications;
  }

  /** How the class receives; null on learners' pages. */
  get audienceRungs(): ReadOnlyStore<AudienceRungsDto | null> {
    return this.#audienceRungs;
  }

  /** False in browsers without WebRTC: slides and questions work there all the same. */
  get isSupported(): ReadOnlyStore<boolean> {
    return this.#isSupported;
  }

  /** What a join says of this page, so that the answer brings what is to be received. */
  async wish(): Promise<ReceiveWish> {
    const rung = this.subscriber.rung.get();
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, DEVICE_WITHIN_MS));
    const device = await Promise.race([prepareDevice().catch(() => undefined), late]);
    const rtpCapabilities = (device?.recvRtpCapabilities ?? {}) as ReceiveWish['rtpCapabilities'];
    return { rung, rtpCapabilities };
  }

  /** The answer to a join. Media do not survive a lost connection; on the same one, only the list may have changed. */
  takeJoined(
    { media, receiving }: { media: MediaRoomDto; receiving: ReceivingDto | null },
    { personId, isNewConnection }: { personId: string; isNewConnection: boolean },
  ): void {
    this.#ownPersonId = personId;
    this.#audienceRungs.set(media.audienceRungs);
    if (isNewConnection || media.epoch !== this.#epoch) this.#rebuild(media, receiving);
    else this.#setPublications(media.publications);
  }

  readonly news = {
    'media:published': ({ publication }) => {
      this.#sender?.takePublication(publication);
      this.#setPublications([...this.#without(publication.producerId), publication]);
    },
    'media:unpublished': ({ producerId }) => this.#setPublications(this.#without(producerId)),
    'media:rungs_changed': ({ audienceRungs }) => this.#audienceRungs.set(audienceRungs),
    'media:reset': ({ media }) => this.#rebuild(media, null),
  } satisfies NewsHandlers;

  /** From now on the page can send, over rebuilds too. */
  addSender(sender: Sender): void {
    this.#sender = sender;
    if (this.#device && this.#epoch !== undefined) sender.rebuild(this.#device, this.#epoch);
  }

  /** Nothing is sent or received in a room whose doors are shut. */
  setOpen(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    if (!isOpen) this.#sender?.stopAll();
    this.#setPublications(this.#published);
  }

  /** The device is on another network, or was asleep: both halves look for a new way at once. */
  findNewWay(): void {
    this.subscriber.findNewWay();
    this.#sender?.findNewWay();
  }

  /** Shown out, or replaced: nothing is sent or received any more, until a join begins again. */
  end(): void {
    this.#sender?.stopAll();
    this.#setPublications([]);
    this.subscriber.end();
  }

  close(): void {
    this.#sender?.close();
    this.subscriber.close();
    this.#publications.set(new Map());
  }

  #rebuild(
    { epoch, routerRtpCapabilities, publications }: MediaRoomDto,
    receiving: ReceivingDto | null,
  ): void {
    this.#epoch = epoch;
    const device = loadDevice(routerRtpCapabilities as RtpCapabilities);
    this.#device = device;
    device.then(
      () => this.#isSupported.set(true),
      (error: unknown) => {
        console.error(error);
        this.#isSupported.set(false);
      },
    );
    this.subscriber.rebuild({ device, epoch, receiving });
    this.#setPublications(publications);
    this.#sender?.rebuild(device, epoch);
  }

  #without(producerId: string): PublicationDto[] {
    return this.#published.filter((known) => known.producerId !== producerId);
  }

  #setPublications(published: readonly PublicationDto[]): void {
    this.#published = published;
    const shown = this.#isOpen ? published : [];
    this.#publications.set(byId(shown));
    // Hearing oneself from another device howls, and one's own picture is there already.
    this.subscriber.setPublications(byId(shown.filter(({ personId }) => personId !== this.#ownPersonId)));
  }
}

function byId(publications: readonly PublicationDto[]): Publications {
  return new Map(publications.map((publication) => [publication.producerId, publication]));
}
