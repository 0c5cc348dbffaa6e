import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { DeviceErrorName } from '#client/media/device-errors.ts';
import {
  type Capture,
  DeviceError,
  type Devices,
  listDevices,
  onDevicesChanged,
  openCamera,
  openMicrophone,
  openScreen,
} from '#client/media/devices.ts';
import { type Permissions, watchPermissions } from '#client/media/permission-watch.ts';
import { Publisher } from '#client/media/publisher.ts';
import { UplinkMeter } from '#client/media/uplink-meter.ts';
import type { MediaSource } from '#shared/media-sources.ts';
import type { RoomClient } from '../room-client.ts';

/** A camera or microphone on this page, on air or only in the preview. */
export type DeviceState =
  | { name: 'off' }
  | { name: 'asking' }
  | { name: 'on'; track: MediaStreamTrack; deviceId: string }
  | { name: 'error'; reason: DeviceErrorName };

export type { Capture } from '#client/media/devices.ts';

export interface StudioState {
  devices: Devices;
  camera: DeviceState;
  microphone: DeviceState;
  /** As far as the browser tells. */
  permissions: Permissions;
  screenError: DeviceErrorName | null;
  /** The screen is shared, and the browser gave no sound with it. */
  isScreenSilent: boolean;
}

const off: DeviceState = { name: 'off' };
const open = { camera: openCamera, microphone: openMicrophone } as const;
const storageKeys = { camera: 'lectern.camera', microphone: 'lectern.microphone' } as const;

/** A trainer's devices: chosen and checked before going on air, and changed while on it. */
export class Studio {
  readonly publisher: Publisher;
  readonly uplink: UplinkMeter;
  readonly #room: RoomClient;
  readonly #state = createStore<StudioState>({
    devices: { cameras: [], microphones: [] },
    camera: off,
    microphone: off,
    permissions: { camera: 'prompt', microphone: 'prompt' },
    screenError: null,
    isScreenSilent: false,
  });
  readonly #stopListening: (() => void)[];

  constructor(room: RoomClient) {
    this.#room = room;
    const { request } = room.connection;
    this.publisher = new Publisher({
      request,
      reconnect: () => room.connection.reconnect(),
      check: () => room.connection.check(),
    });
    this.uplink = new UplinkMeter(this.publisher);
    room.media.addSender(this.publisher);
    this.#stopListening = [
      onDevicesChanged(() => void this.#list()),
      this.publisher.sendings.subscribe(() => this.#follow()),
      watchPermissions((capture, state) => this.#takePermission(capture, state)),
    ];
    document.addEventListener('visibilitychange', this.#wakeMicrophone);
  }

  get state(): ReadOnlyStore<StudioState> {
    return this.#state;
  }

  get isOnAir(): boolean {
    const sendings = this.publisher.sendings.get();
    return sendings.has('camera') || sendings.has('microphone');
  }

  /** Opens what is wanted for the preview; one that fails does not keep the other. */
  async prepare(captures: readonly Capture[] = ['microphone', 'camera']): Promise<void> {
    const wanted = captures.filter((capture) => {
      const { name } = this.#state.get()[capture];
      return name === 'off' || name === 'error';
    });
    // All of them first: nobody goes on air with the one while the other is still on its way.
    for (const capture of wanted) this.#set(capture, { name: 'asking' });
    // One after the other: some browsers show only one question at a time and refuse the second.
    for (const capture of wanted) await this.#open(capture, readChoice(storageKeys[capture]) ?? undefined);
  }

  /** Another device; on air it takes the place of the one before without the room noticing. */
  async choose(capture: Capture, deviceId: string): Promise<void> {
    storeChoice(storageKeys[capture], deviceId);
    await this.#open(capture, deviceId);
    const { [capture]: state } = this.#state.get();
    const isSent = this.publisher.sendings.get().has(capture);
    if (state.name === 'on' && isSent) await this.publisher.replaceTrack(capture, state.track);
  }

  /** Tries the device again after an error, or takes another that is there. */
  async retry(capture: Capture): Promise<void> {
    await this.#open(capture, undefined);
    const { [capture]: state } = this.#state.get();
    const isSent = this.publisher.sendings.get().has(capture);
    if (state.name === 'on' && isSent) await this.publisher.replaceTrack(capture, state.track);
  }

  /** Sends what the preview shows. */
  async goOnAir(): Promise<void> {
    const { camera, microphone } = this.#state.get();
    const sent: Promise<void>[] = [];
    if (microphone.name === 'on') sent.push(this.publisher.publish('microphone', microphone.track));
    if (camera.name === 'on') sent.push(this.publisher.publish('camera', camera.track));
    await Promise.all(sent);
  }

  /** Everything off, the lamps of the devices too. */
  goOffAir(): void {
    this.publisher.stopAll();
    this.stopPreview();
  }

  /** Off again what was only looked at. */
  stopPreview(captures: readonly Capture[] = ['camera', 'microphone']): void {
    for (const capture of captures) {
      const { [capture]: state } = this.#state.get();
      if (this.publisher.sendings.get().has(capture)) continue;
      if (state.name === 'on') state.track.stop();
      this.#set(capture, off);
    }
  }

  /** Silent or dark, and back; a source that is not sent yet is begun. */
  async toggle(capture: Capture): Promise<void> {
    const sending = this.publisher.sendings.get().get(capture);
    if (sending) return this.publisher.setPaused(capture, !sending.paused);
    await this.#open(capture, readChoice(storageKeys[capture]) ?? undefined);
    const { [capture]: state } = this.#state.get();
    if (state.name === 'on') await this.publisher.publish(capture, state.track);
  }

  async toggleScreen(): Promise<void> {
    if (this.publisher.sendings.get().has('screen')) {
      this.publisher.stop('screen_audio');
      this.publisher.stop('screen');
      return;
    }
    try {
      const { video, audio } = await openScreen();
      this.#state.set((last) => ({ ...last, screenError: null, isScreenSilent: !audio }));
      await this.publisher.publish('screen', video);
      if (audio) await this.publisher.publish('screen_audio', audio);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#state.set((last) => ({ ...last, screenError: error.reason }));
    }
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#wakeMicrophone);
    for (const stop of this.#stopListening) stop();
    this.goOffAir();
    this.uplink.close();
    this.publisher.close();
    this.#room.ownTracks.set(new Map());
  }

  async #open(capture: Capture, deviceId: string | undefined): Promise<void> {
    const { [capture]: before } = this.#state.get();
    const isSent = this.publisher.sendings.get().has(capture);
    // On air the old one keeps running until the new one is there; a preview frees it first, for devices that open once.
    if (before.name === 'on' && !isSent) before.track.stop();
    this.#set(capture, { name: 'asking' });
    try {
      const track = await openRemembered(capture, deviceId);
      this.#set(capture, { name: 'on', track, deviceId: track.getSettings().deviceId ?? deviceId ?? '' });
      track.addEventListener('ended', () => this.#lose(capture, track));
    } catch (error) {
      const reason = error instanceof DeviceError ? error.reason : 'unknown';
      this.#set(capture, { name: 'error', reason });
    }
    // Names are given only after permission.
    await this.#list();
  }

  async #list(): Promise<void> {
    const devices = await listDevices();
    this.#state.set((last) => ({ ...last, devices }));
  }

  #lose(capture: Capture, track: MediaStreamTrack): void {
    const { [capture]: state } = this.#state.get();
    if (state.name === 'on' && state.track === track) this.#set(capture, { name: 'error', reason: 'gone' });
  }

  /** What is sent is also what this page shows of itself. */
  #follow(): void {
    const sendings = [...this.publisher.sendings.get().values()];
    const tracks = new Map<MediaSource, MediaStreamTrack>(
      sendings.map(({ source, track }) => [source, track]),
    );
    this.#room.ownTracks.set(tracks);
    // Stopped from elsewhere, as at the end of the session: the preview is over as well.
    for (const capture of ['camera', 'microphone'] as const) {
      const { [capture]: state } = this.#state.get();
      if (state.name === 'on' && state.track.readyState === 'ended') this.#set(capture, off);
    }
  }

  #set(capture: Capture, state: DeviceState): void {
    this.#state.set((last) => ({ ...last, [capture]: state }));
  }

  /** Taken away while on air, the device is lost; given back, it is there again without a further click. */
  #takePermission(capture: Capture, state: PermissionState): void {
    this.#state.set((last) => ({ ...last, permissions: { ...last.permissions, [capture]: state } }));
    if (state === 'granted' && this.publisher.sendings.get().get(capture)?.isLost) void this.retry(capture);
  }

  /** After a phone call or a locked screen a microphone may say that it is alive and be silent: a fresh one is taken. */
  readonly #wakeMicrophone = (): void => {
    const sending = this.publisher.sendings.get().get('microphone');
    const isAsleep = sending?.track.muted || sending?.isLost;
    if (document.hidden || !sending || !isAsleep) return;
    void this.retry('microphone');
  };
}

/** The device of last time may be at the office: then whichever there is. */
async function openRemembered(capture: Capture, deviceId: string | undefined): Promise<MediaStreamTrack> {
  try {
    return await open[capture](deviceId);
  } catch (error) {
    const isGone = error instanceof DeviceError && (error.reason === 'gone' || error.reason === 'not_found');
    if (deviceId === undefined || !isGone) throw error;
    return open[capture]();
  }
}
