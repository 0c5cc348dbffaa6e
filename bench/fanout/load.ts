import { setTimeout as delay } from 'node:timers/promises';
import { ThinPeer } from '#tests/support/thin-peer.ts';
import { type Stage, type StreamKind, streams } from './protocol.ts';

/** One publisher and its viewers on one stage. The publisher speaks only while it is told to. */
export class Load {
  readonly #publisher: ThinPeer;
  readonly #viewers: ThinPeer[];
  readonly #sent: Record<StreamKind, number> = { video: 0, audio: 0 };

  private constructor(publisher: ThinPeer, viewers: ThinPeer[]) {
    this.#publisher = publisher;
    this.#viewers = viewers;
  }

  static async join(stage: Stage, count: number): Promise<Load> {
    const publishing = await stage.open(0);
    const publisher = await ThinPeer.create(publishing);
    await stage.connect(0, publishing.transportId, publisher.dtlsParameters);
    await publisher.connect();
    const producerIds = [
      await stage.publish(publishing.transportId, 'video'),
      await stage.publish(publishing.transportId, 'audio'),
    ];
    const viewers: ThinPeer[] = [];
    // One after the other: a herd of handshakes in JavaScript would time out among itself.
    for (let peer = 1; peer <= count; peer += 1) {
      const receiving = await stage.open(peer);
      const viewer = await ThinPeer.create(receiving);
      await stage.connect(peer, receiving.transportId, viewer.dtlsParameters);
      await viewer.connect();
      viewer.countOnly();
      await stage.subscribe(peer, receiving.transportId, producerIds);
      viewers.push(viewer);
    }
    return new Load(publisher, viewers);
  }

  get received(): number {
    return this.#viewers.reduce((sum, viewer) => sum + viewer.received, 0);
  }

  /** Speaks for so long, paced by the clock: a late turn of the loop sends what is due, and never a packet more. */
  async speak(durationMs: number): Promise<void> {
    const startedAt = performance.now();
    const due: Record<StreamKind, number> = { video: 0, audio: 0 };
    for (;;) {
      const elapsedMs = performance.now() - startedAt;
      if (elapsedMs >= durationMs) return;
      for (const kind of ['video', 'audio'] as const) {
        const target = Math.floor((elapsedMs / 1_000) * streams[kind].packetsPerSecond);
        for (; due[kind] < target; due[kind] += 1) await this.#send(kind);
      }
      await delay(5);
    }
  }

  async #send(kind: StreamKind): Promise<void> {
    const { ssrc, payloadType, bytes, clockRate, packetsPerSecond } = streams[kind];
    const count = this.#sent[kind];
    this.#sent[kind] += 1;
    const payload = Buffer.alloc(bytes);
    // A VP8 descriptor that begins a frame, and a frame header that says "key frame": each packet stands for itself.
    if (kind === 'video') payload[0] = 0x10;
    await this.#publisher.sendRtp({
      payload,
      ssrc,
      payloadType,
      sequenceNumber: count % 65_536,
      timestamp: Math.floor((count * clockRate) / packetsPerSecond) % 2 ** 32,
      marker: true,
    });
  }
}
