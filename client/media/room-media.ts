import { Device } from 'mediasoup-client';
import type { Device as LoadedDevice, RtpCapabilities } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { MediaRoomDto, PublicationDto } from '#shared/features/media.ts';
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

/** The room's media as this page has them: what is published, the receiving half, and for staff the sending one. */
export class RoomMedia {
  readonly subscriber: Subscriber;
  readonly #publications = createStore<Publications>(new Map());
  readonly #isSupported = createStore(true);
  #device: { capabilities: string; loading: Promise<LoadedDevice> } | undefined;
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

  /** False in browsers without WebRTC: slides and questions work there all the same. */
  get isSupported(): ReadOnlyStore<boolean> {
    return this.#isSupported;
  }

  /** The answer to a join. Media do not survive a lost connection; on the same one, only the list may have changed. */
  takeJoined(
    media: MediaRoomDto,
    { personId, isNewConnection }: { personId: string; isNewConnection: boolean },
  ): void {
    this.#ownPersonId = personId;
    if (isNewConnection || media.epoch !== this.#epoch) this.#rebuild(media);
    else this.#setPublications(media.publications);
  }

  readonly news = {
    'media:published': ({ publication }) => {
      this.#sender?.takePublication(publication);
      this.#setPublications([...this.#without(publication.producerId), publication]);
    },
    'media:unpublished': ({ producerId }) => this.#setPublications(this.#without(producerId)),
    'media:reset': ({ media }) => this.#rebuild(media),
  } satisfies NewsHandlers;

  /** From now on the page can send, over rebuilds too. */
  addSender(sender: Sender): void {
    this.#sender = sender;
    if (this.#device && this.#epoch !== undefined) sender.rebuild(this.#device.loading, this.#epoch);
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

  #rebuild({ epoch, routerRtpCapabilities, publications }: MediaRoomDto): void {
    this.#epoch = epoch;
    const loading = this.#loadDevice(routerRtpCapabilities as RtpCapabilities);
    loading.then(
      () => this.#isSupported.set(true),
      (error: unknown) => {
        console.error(error);
        this.#isSupported.set(false);
      },
    );
    this.#setPublications(publications);
    this.subscriber.rebuild(loading, epoch);
    this.#sender?.rebuild(loading, epoch);
  }

  /** Reading the browser's abilities takes tens of milliseconds, and they do not change from one room's life to the next. */
  #loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<LoadedDevice> {
    const capabilities = JSON.stringify(routerRtpCapabilities);
    if (this.#device?.capabilities !== capabilities) {
      this.#device = { capabilities, loading: loadDevice(routerRtpCapabilities) };
    }
    return this.#device.loading;
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

async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<LoadedDevice> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  return device;
}
