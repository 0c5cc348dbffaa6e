import { Device, detectDevice } from 'mediasoup-client';
import type { Device as LoadedDevice, RtpCapabilities } from 'mediasoup-client/types';
import { http } from '#client/lib/http.ts';

/** A browser needs one of these, 28 KB each; the build leaves out of the library's device what stands here. */
const handlers = {
  Chrome111: async () => (await import('mediasoup-client/handlers/Chrome111')).Chrome111,
  Chrome74: async () => (await import('mediasoup-client/handlers/Chrome74')).Chrome74,
  Firefox120: async () => (await import('mediasoup-client/handlers/Firefox120')).Firefox120,
  Safari12: async () => (await import('mediasoup-client/handlers/Safari12')).Safari12,
};

let known: { capabilities: string; loading: Promise<LoadedDevice> } | undefined;
let preparing: Promise<LoadedDevice> | undefined;

/** Asks before anybody has entered what the server can route: then a join can say what this browser takes, and is answered with it. */
export function prepareDevice(): Promise<LoadedDevice> {
  preparing ??= http('GET /api/media-capabilities', {}).then(({ routerRtpCapabilities }) =>
    loadDevice(routerRtpCapabilities as RtpCapabilities),
  );
  // Asked for again by the join, which has the capabilities with it.
  preparing.catch(() => {
    preparing = undefined;
  });
  return preparing;
}

/** Reading the browser's abilities takes tens of milliseconds, and they do not change from one room's life to the next. */
export function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<LoadedDevice> {
  const capabilities = JSON.stringify(routerRtpCapabilities);
  if (known?.capabilities !== capabilities) {
    known = { capabilities, loading: load(routerRtpCapabilities) };
    // A part of it that a bad line did not bring may come the next time.
    known.loading.catch(() => {
      known = undefined;
    });
  }
  return known.loading;
}

async function load(routerRtpCapabilities: RtpCapabilities): Promise<LoadedDevice> {
  const handler = await findHandler();
  const device = new Device({ handlerFactory: handler.createFactory({}) });
  await device.load({ routerRtpCapabilities });
  return device;
}

async function findHandler() {
  const name = detectDevice();
  if (!name || !isKnown(name)) throw new Error(`no way to receive in this browser (${name})`);
  return handlers[name]();
}

function isKnown(name: string): name is keyof typeof handlers {
  return Object.hasOwn(handlers, name);
}
