import type { RequestInput } from '#shared/protocol.ts';
import { opusParameters, toRtpCapabilities } from './fake-media.ts';
import type { TestPage } from './test-client.ts';
import { type RemoteTransport, ThinPeer } from './thin-peer.ts';

type DtlsParameters = RequestInput<'media:connect'>['dtlsParameters'];

/** Pages whose media are real on the wire: packets go through the worker, though nobody decodes them. */

/** Which worker a transport is on: each has a port of its own. */
export function portOf({ iceCandidates }: { iceCandidates: unknown }): number {
  const [candidate] = iceCandidates as RemoteTransport['iceCandidates'];
  return candidate?.port ?? 0;
}

async function open(page: TestPage, request: 'media:open_send' | 'media:open_receive', epoch: number) {
  const opened = await page.request(request, { epoch });
  const peer = await ThinPeer.create(opened as RemoteTransport & { transportId: string });
  const { transportId } = opened;
  await page.request('media:connect', {
    epoch,
    transportId,
    dtlsParameters: peer.dtlsParameters as DtlsParameters,
  });
  await peer.connect();
  return { peer, transportId, port: portOf(opened) };
}

/** A microphone whose packets the test sends one by one. */
export class TestSpeaker {
  readonly producerId: string;
  readonly port: number;
  readonly #peer: ThinPeer;
  readonly #ssrc: number;
  sent = 0;

  private constructor(peer: ThinPeer, producerId: string, port: number, ssrc: number) {
    this.#peer = peer;
    this.producerId = producerId;
    this.port = port;
    this.#ssrc = ssrc;
  }

  static async publish(page: TestPage, { epoch = 0, ssrc = 11_111 } = {}): Promise<TestSpeaker> {
    const { peer, transportId, port } = await open(page, 'media:open_send', epoch);
    const { producerId } = await page.request('media:publish', {
      epoch,
      transportId,
      source: 'microphone',
      paused: false,
      rtpParameters: opusParameters(ssrc),
    });
    return new TestSpeaker(peer, producerId, port, ssrc);
  }

  async say(): Promise<void> {
    this.sent += 1;
    await this.#peer.sendRtp({
      payload: Buffer.alloc(80, this.sent),
      ssrc: this.#ssrc,
      payloadType: 111,
      sequenceNumber: this.sent,
      timestamp: this.sent * 960,
      marker: false,
    });
  }

  close(): Promise<void> {
    return this.#peer.close();
  }
}

/** Receives what it subscribes to and counts the packets. */
export class TestListener {
  readonly page: TestPage;
  readonly port: number;
  readonly #peer: ThinPeer;
  readonly #transportId: string;
  readonly #epoch: number;

  private constructor(page: TestPage, peer: ThinPeer, transportId: string, port: number, epoch: number) {
    this.page = page;
    this.port = port;
    this.#peer = peer;
    this.#transportId = transportId;
    this.#epoch = epoch;
  }

  static async connect(page: TestPage, { epoch = 0 } = {}): Promise<TestListener> {
    const { peer, transportId, port } = await open(page, 'media:open_receive', epoch);
    peer.countOnly();
    return new TestListener(page, peer, transportId, port, epoch);
  }

  get received(): number {
    return this.#peer.received;
  }

  /** The consumer's id. */
  async listenTo(producerId: string): Promise<string> {
    const epoch = this.#epoch;
    const { consumers } = await this.page.request('media:subscribe', {
      epoch,
      transportId: this.#transportId,
      producerIds: [producerId],
      rtpCapabilities: toRtpCapabilities(this.page.joined?.media.routerRtpCapabilities),
    });
    const [consumer] = consumers;
    if (!consumer) throw new Error(`nothing to hear from ${producerId}`);
    await this.page.request('media:tune', {
      epoch,
      consumers: [{ consumerId: consumer.consumerId, paused: false }],
    });
    return consumer.consumerId;
  }

  close(): Promise<void> {
    return this.#peer.close();
  }
}
