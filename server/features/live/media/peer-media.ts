import type { types } from 'mediasoup';
import { appError } from '#shared/errors.ts';
import { kindOfSource, type MediaSource, type TransportDto } from '#shared/features/media.ts';
import { INITIAL_OUTGOING_BITRATE, MAX_INCOMING_BITRATE } from './codecs.ts';
import { EXPECTED_LOAD, packetsPerSecond } from './placement.ts';
import { priorityOf } from './priorities.ts';
import type { RoomRouter, RoomRouters, Seat } from './room-routers.ts';

/** A stage of eight with camera, microphone and screen each, heard and seen once: more is not a page of ours. */
const CONSUMERS_MAX = 32;

/**
 * A transport that its page has not connected by then is closed: half as much again as a page itself waits before it asks for another. A page
 * that was stopped while it joined, or that has no WebRTC after all, holds none for nothing.
 */
export const CONNECT_WITHIN_MS = 15_000;

type Direction = 'send' | 'receive';

/**
 * One connection's transports, producers and consumers. It receives where it was placed and sends to the room's home. Every id that a client
 * names is looked up here, in what is its own: mediasoup itself would hand out anything on the same router.
 */
export class PeerMedia {
  readonly #connectionId: string;
  readonly #seat: Seat;
  readonly #routers: RoomRouters;
  readonly #transports = new Map<Direction, { transport: types.WebRtcTransport; at: RoomRouter }>();
  readonly #producers = new Map<string, { producer: types.Producer; source: MediaSource }>();
  readonly #consumers = new Map<string, types.Consumer>();
  #closed = false;

  constructor({
    connectionId,
    seat,
    routers,
  }: {
    connectionId: string;
    seat: Seat;
    routers: RoomRouters;
  }) {
    this.#connectionId = connectionId;
    this.#seat = seat;
    this.#routers = routers;
  }

  /** Whether something of it is, or was, on this router. */
  isOn(router: RoomRouter): boolean {
    return this.#seat.at === router || this.#transports.get('send')?.at === router;
  }

  /** Whether a worker that it needs has gone. */
  get isLost(): boolean {
    return this.#seat.at.router.closed || this.#transports.get('send')?.at.router.closed === true;
  }

  /** A second one in the same direction replaces the first: the page has given that up. */
  async openTransport(direction: Direction): Promise<TransportDto> {
    const at = direction === 'send' ? await this.#routers.home() : this.#seat.at;
    const transport = await at.router.createWebRtcTransport({
      webRtcServer: at.media.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
      appData: { connectionId: this.#connectionId, direction },
    });
    if (this.#closed) {
      // Whoever left while it was being made owns nothing any more.
      transport.close();
      throw appError('not_joined');
    }
    this.#transports.get(direction)?.transport.close();
    this.#transports.set(direction, { transport, at });
    closeUnlessConnected(transport, CONNECT_WITHIN_MS);
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
    // A transport that closed before the answer came does not close what came with it.
    if (transport.closed) {
      producer.close();
      throw appError('not_found');
    }
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

  /** How many bytes came from its side of the receiving transport; undefined where it has none that is connected. */
  async countReported(): Promise<number | undefined> {
    const transport = this.#transports.get('receive')?.transport;
    if (!transport || transport.closed || transport.dtlsState !== 'connected') return undefined;
    const [stats] = await transport.getStats();
    return stats?.bytesReceived;
  }

  closeReceiving(): void {
    this.#transports.get('receive')?.transport.close();
    this.#transports.delete('receive');
  }

  /** May send no more; what it receives goes on. */
  closeSending(): void {
    this.#transports.get('send')?.transport.close();
    this.#transports.delete('send');
  }

  /**
   * Paused until the page says that its side is ready, or the first keyframe would be lost. Undefined for what this browser cannot receive, and
   * for what ended in the meantime.
   */
  async consume(options: {
    transportId: string;
    producerId: string;
    source: MediaSource;
    rtpCapabilities: types.RtpCapabilities;
  }): Promise<types.Consumer | undefined> {
    const { transportId, producerId, source, rtpCapabilities } = options;
    const transport = this.#getTransport(transportId, 'receive');
    const letGo = await this.#routers.borrow(producerId, this.#seat.at);
    try {
      const canConsume = this.#seat.at.router.canConsume({ producerId, rtpCapabilities });
      if (canConsume && this.#consumers.size >= CONSUMERS_MAX)
        throw appError('limit_reached', { max: CONSUMERS_MAX });
      if (!canConsume) {
        letGo();
        return undefined;
      }
      const consumer = await transport.consume({
        producerId,
        rtpCapabilities,
        paused: true,
        appData: { source },
      });
      // A transport that closed before the answer came does not close what came with it.
      if (transport.closed) consumer.close();
      if (consumer.closed) {
        letGo();
        return undefined;
      }
      this.#keep(consumer, letGo);
      return consumer;
    } catch (error) {
      letGo();
      throw error;
    }
  }

  /** A consumer that has just ended with its publication is passed over: the page will hear of that. */
  async tune(
    consumerId: string,
    { paused, spatialLayer }: { paused: boolean; spatialLayer?: number },
  ): Promise<void> {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) return;
    try {
      if (spatialLayer !== undefined && consumer.type === 'simulcast') {
        await consumer.setPreferredLayers({ spatialLayer });
      }
      const priority = priorityOf(consumer.appData.source as MediaSource, spatialLayer);
      if (priority !== consumer.priority) await consumer.setPriority(priority);
      if (paused !== consumer.paused) await (paused ? consumer.pause() : consumer.resume());
    } catch (error) {
      // The worker knows of the end of a publication before its word of it has come here.
      const isGone = error instanceof Error && error.name === 'NotFoundError';
      if (!consumer.closed && !isGone) throw error;
    }
    this.#reckon();
  }

  closeConsumer(consumerId: string): void {
    this.#consumers.get(consumerId)?.close();
  }

  close(): void {
    this.#closed = true;
    for (const { transport } of this.#transports.values()) transport.close();
    this.#transports.clear();
    this.#seat.leave();
  }

  #keep(consumer: types.Consumer, onClose: () => void): void {
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => {
      this.#consumers.delete(consumer.id);
      onClose();
      this.#reckon();
    });
    this.#reckon();
  }

  /** What receives nothing just now is about to. */
  #reckon(): void {
    let load = 0;
    for (const { paused, kind } of this.#consumers.values()) if (!paused) load += packetsPerSecond[kind];
    this.#seat.setLoad(load || EXPECTED_LOAD);
  }

  #getTransport(transportId: string, direction?: Direction): types.WebRtcTransport {
    for (const [ownDirection, { transport }] of this.#transports) {
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

function closeUnlessConnected(transport: types.WebRtcTransport, withinMs: number): void {
  const timer = setTimeout(() => {
    if (transport.dtlsState !== 'connected') transport.close();
  }, withinMs);
  timer.unref();
  transport.observer.once('close', () => clearTimeout(timer));
}
