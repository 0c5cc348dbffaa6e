// @ts-check
// A first conversation with the worker in MEDIASOUP_WORKER_BIN, on the project's own Node: exits with 0 if
// both sides understand each other. It touches what the server uses first, from starting to a transport.
import { createWorker } from 'mediasoup';

const worker = await createWorker({ logLevel: 'none' });
const server = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
const router = await worker.createRouter({
  mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }],
});
const transport = await router.createWebRtcTransport({ webRtcServer: server });
const [dump] = await transport.getStats();

worker.close();
process.exit(dump?.transportId === transport.id ? 0 : 1);
