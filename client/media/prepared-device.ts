import { Device } from 'mediasoup-client';
import type { Device as LoadedDevice, RtpCapabilities } from 'mediasoup-client/types';
import { http } from '#client/lib/http.ts';

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
  if (known?.capabilities !== capabilities) known = { capabilities, loading: load(routerRtpCapabilities) };
  return known.loading;
}

async function load(routerRtpCapabilities: RtpCapabilities): Promise<LoadedDevice> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  return device;
}
