import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import { kindOfSource, type MediaSource, type TransportDto } from '#shared/features/media.ts';
import { INITIAL_OUTGOING_BITRATE, MAX_INCOMING_BITRATE } from './codecs.ts';

/** A stage of eight with camera, microphone and screen each, heard and seen once: more is not a page of ours. */
const CONSUMERS_MAX = 32;

type Direction = 'send' | 'receive';

/**
 * One connection's transports, producers and consumers. Every id that a client names is looked up here, in what
 * is its own: mediasoup itself would hand out anything on the same router.
 */
export class PeerMedia {
  readonly #router: types.Router;
  readonly #server: types.WebRtcServer;
  readonly #transports = new Map<Direction, types.WebRtcTransport>();
  readonly #producers = new Map<string, { producer: types.Producer; source: MediaSource }>();
  readonly #consumers = new Map<string, types.Consumer>();

  constructor({ router, server }: { router: types.Router; server: types.WebRtcServer }) {
    this.#router = router;
    this.#server = server;
  }

  /** A second one in the same direction replaces the first: the page has given that up. */
  async openTransport(direction: Direction): Promise<TransportDto> {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
      appData: { direction },
    });
    this.#transports.get(direction)?.close();
    this.#transports.set(direction, transport);
    if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE);
    return {
      transportId: transport.id,
      iceParameters: transport.iceParameters,
      iceCandidates: transport.iceCandidates,
      dtlsParameters: transport.dtlsParameters,
    };
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    await this.#getTransport(transportId).connect({ dtlsParameters });
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    return this.#getTransport(transportId).restartIce();
  }

  /** One producer a source: a second camera replaces the first. */
  async produce(options: {
    transportId: string;
    source: MediaSource;
    paused: boolean;
    rtpParameters: types.RtpParameters;
    onClose: () => void;
  }): Promise<types.Producer> {
    const { transportId, source, paused, rtpParameters, onClose } = options;
    const transport = this.#getTransport(transportId, 'send');
    for (const [producerId, known] of this.#producers) {
      if (known.source === source) this.closeProducer(producerId);
    }
    const producer = await transport.produce({
      kind: kindOfSource(source),
      rtpParameters,
      paused,
      // A burst of joining learners asks the publisher for one keyframe, not for one each.
      keyFrameRequestDelay: 1_000,
      appData: { source },
    });
    this.#producers.set(producer.id, { producer, source });
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id);
      onClose();
    });
    return producer;
  }

  async pauseProducer(producerId: string, paused: boolean): Promise<void> {
    const { producer } = this.#getProducer(producerId);
    await (paused ? producer.pause() : producer.resume());
  }

  closeProducer(producerId: string): void {
    this.#getProducer(producerId).producer.close();
  }

  /** Paused until the page says that its side is ready, or the first keyframe would be lost. */
  async consume(options: {
    transportId: string;
    producerId: string;
    rtpCapabilities: types.RtpCapabilities;
  }): Promise<types.Consumer | undefined> {
    const { transportId, producerId, rtpCapabilities } = options;
    const transport = this.#getTransport(transportId, 'receive');
    if (!this.#router.canConsume({ producerId, rtpCapabilities })) return undefined;
    if (this.#consumers.size >= CONSUMERS_MAX) throw appError('limit_reached', { max: CONSUMERS_MAX });
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
    return consumer;
  }

  /** A consumer that has just ended with its publication is passed over: the page will hear of that. */
  async tune(
    consumerId: string,
    { paused, spatialLayer }: { paused: boolean; spatialLayer?: number },
  ): Promise<void> {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) return;
    if (spatialLayer !== undefined && consumer.type === 'simulcast') {
      await consumer.setPreferredLayers({ spatialLayer });
    }
    if (paused !== consumer.paused) await (paused ? consumer.pause() : consumer.resume());
  }

  closeConsumer(consumerId: string): void {
    this.#consumers.get(consumerId)?.close();
  }

  close(): void {
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
  }

  #getTransport(transportId: string, direction?: Direction): types.WebRtcTransport {
    for (const [ownDirection, transport] of this.#transports) {
      if (transport.id === transportId && (!direction || direction === ownDirection)) return transport;
    }
    throw appError('not_found');
  }

  #getProducer(producerId: string): { producer: types.Producer; source: MediaSource } {
    const own = this.#producers.get(producerId);
    if (!own) throw appError('not_found');
    return own;
  }
}
