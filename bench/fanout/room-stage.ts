import type { RequestInput } from '#shared/protocol.ts';
import type { TestPage } from '#tests/support/test-client.ts';
import type { RemoteTransport } from '#tests/support/thin-peer.ts';
import { rtpParametersOf, type Stage } from './protocol.ts';

/** Ours: each peer is a page that has joined a room of the whole application, by its socket. */
export function createRoomStage(pages: readonly TestPage[]): Stage {
  const epoch = 0;
  const page = (peer: number): TestPage => {
    const found = pages[peer];
    if (!found) throw new Error(`no page ${peer}`);
    return found;
  };
  return {
    async open(peer) {
      const opened = await page(peer).request(peer === 0 ? 'media:open_send' : 'media:open_receive', {
        epoch,
      });
      return opened as RemoteTransport & { transportId: string };
    },
    async connect(peer, transportId, { role, fingerprints }) {
      type Input = RequestInput<'media:connect'>['dtlsParameters'];
      await page(peer).request('media:connect', {
        epoch,
        transportId,
        dtlsParameters: { role, fingerprints: fingerprints as Input['fingerprints'] },
      });
    },
    async publish(transportId, kind) {
      const { producerId } = await page(0).request('media:publish', {
        epoch,
        transportId,
        source: kind === 'audio' ? 'microphone' : 'camera',
        paused: false,
        rtpParameters: rtpParametersOf(kind),
      });
      return producerId;
    },
    async subscribe(peer, transportId, producerIds) {
      const rtpCapabilities = page(peer).joined?.media
        .routerRtpCapabilities as RequestInput<'media:subscribe'>['rtpCapabilities'];
      const { consumers } = await page(peer).request('media:subscribe', {
        epoch,
        transportId,
        producerIds,
        rtpCapabilities,
      });
      await page(peer).request('media:tune', {
        epoch,
        consumers: consumers.map(({ consumerId }) => ({ consumerId, paused: false })),
      });
    },
  };
}
