import { createWorker, type types } from 'mediasoup';
import { mediaCodecs } from '#server/features/live/media/codecs.ts';
import type { RemoteTransport } from '#tests/support/thin-peer.ts';
import { rtpParametersOf, type Stage } from './protocol.ts';

/** The script that mediasoup's own documentation would have one write: a worker, a router, transports, nothing else. */
export async function createBareStage(
  workerBin: string | undefined,
): Promise<Stage & { pid: number; close(): void }> {
  const worker = await createWorker(workerBin ? { workerBin } : {});
  const listen = { ip: '127.0.0.1' };
  const server = await worker.createWebRtcServer({
    listenInfos: [
      { protocol: 'udp', ...listen },
      { protocol: 'tcp', ...listen },
    ],
  });
  const router = await worker.createRouter({ mediaCodecs });
  const transports = new Map<string, types.WebRtcTransport>();
  const getTransport = (transportId: string): types.WebRtcTransport => {
    const transport = transports.get(transportId);
    if (!transport) throw new Error(`no transport ${transportId}`);
    return transport;
  };
  return {
    pid: worker.pid,
    close: () => worker.close(),
    async open() {
      const transport = await router.createWebRtcTransport({ webRtcServer: server });
      transports.set(transport.id, transport);
      const { iceParameters, iceCandidates, dtlsParameters } = transport;
      return {
        transportId: transport.id,
        iceParameters,
        iceCandidates,
        dtlsParameters,
      } as RemoteTransport & {
        transportId: string;
      };
    },
    async connect(_peer, transportId, { fingerprints }) {
      await getTransport(transportId).connect({
        dtlsParameters: { role: 'client', fingerprints: fingerprints as types.DtlsFingerprint[] },
      });
    },
    async publish(transportId, kind) {
      const rtpParameters: types.RtpParameters = rtpParametersOf(kind);
      return (await getTransport(transportId).produce({ kind, rtpParameters })).id;
    },
    async subscribe(_peer, transportId, producerIds) {
      const rtpCapabilities: types.RtpCapabilities = router.rtpCapabilities;
      for (const producerId of producerIds)
        await getTransport(transportId).consume({ producerId, rtpCapabilities });
    },
  };
}
