import { type DeviceErrorName, nameDeviceError } from './device-errors.ts';

/** A refusal by the browser, under a name that the page has words for. */
export class DeviceError extends Error {
  readonly reason: DeviceErrorName;

  constructor(reason: DeviceErrorName) {
    super(reason);
    this.name = 'DeviceError';
    this.reason = reason;
  }
}

export type Capture = 'camera' | 'microphone';

export interface DeviceChoice {
  deviceId: string;
  label: string;
}

export interface Devices {
  cameras: DeviceChoice[];
  microphones: DeviceChoice[];
}

/** Fifteen pixels a second more would cost a third of the uplink and show nothing in a talking head. */
const CAMERA_FRAME_RATE = 25;
/** A slide or a spreadsheet stands still; what moves is a pointer. */
const SCREEN_FRAME_RATE = 5;

/** The devices at hand; names are empty until the person has allowed one of their kind. */
export async function listDevices(): Promise<Devices> {
  if (!navigator.mediaDevices?.enumerateDevices) return { cameras: [], microphones: [] };
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind) =>
    devices
      // Before permission browsers list one nameless device of each kind.
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput') };
}

export function onDevicesChanged(listener: () => void): () => void {
  navigator.mediaDevices?.addEventListener?.('devicechange', listener);
  return () => navigator.mediaDevices?.removeEventListener?.('devicechange', listener);
}

/** @throws DeviceError */
export async function openCamera(deviceId?: string): Promise<MediaStreamTrack> {
  const track = await openTrack({
    video: {
      ...pick(deviceId),
      width: { ideal: 1_280 },
      height: { ideal: 720 },
      frameRate: { ideal: CAMERA_FRAME_RATE, max: 30 },
    },
  });
  track.contentHint = 'motion';
  return track;
}

/** @throws DeviceError */
export async function openMicrophone(deviceId?: string): Promise<MediaStreamTrack> {
  const track = await openTrack({
    audio: {
      ...pick(deviceId),
      channelCount: { ideal: 1 },
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });
  track.contentHint = 'speech';
  return track;
}

/** The picture of a screen, and its sound where the browser and the person give it. @throws DeviceError */
export async function openScreen(): Promise<{
  video: MediaStreamTrack;
  audio: MediaStreamTrack | undefined;
}> {
  const { mediaDevices } = navigator;
  if (!mediaDevices?.getDisplayMedia) throw new DeviceError(isSecureContext ? 'unsupported' : 'insecure');
  try {
    const stream = await mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: SCREEN_FRAME_RATE, max: 15 } },
      // Sound of a screen is music and films as often as speech: nothing in it may be mended away.
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const [video] = stream.getVideoTracks();
    if (!video) throw new DeviceError('unknown');
    video.contentHint = 'text';
    const [audio] = stream.getAudioTracks();
    return { video, audio };
  } catch (thrown) {
    throw toDeviceError(thrown, true);
  }
}

async function openTrack(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices?.getUserMedia)
    throw new DeviceError(isSecureContext ? 'unsupported' : 'insecure');
  try {
    const [track] = (await navigator.mediaDevices.getUserMedia(constraints)).getTracks();
    if (!track) throw new DeviceError('unknown');
    return track;
  } catch (thrown) {
    throw toDeviceError(thrown, false);
  }
}

function pick(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId ? { deviceId: { exact: deviceId } } : {};
}

function toDeviceError(thrown: unknown, isScreen: boolean): Error {
  if (thrown instanceof DeviceError) return thrown;
  return new DeviceError(nameDeviceError(thrown, { isSecure: isSecureContext, isScreen }));
}
