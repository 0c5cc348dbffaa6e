import type { Consumer } from 'mediasoup-client/types';

/** Since the tap that joined, in milliseconds; null until it has happened. What `window.lecternStats()` and the join bench read. */
export interface FirstTimes {
  firstFrameMs: number | null;
  firstSoundMs: number | null;
}

let joinedAtMs = performance.now();
const times: FirstTimes = { firstFrameMs: null, firstSoundMs: null };

export function noteJoinTap(): void {
  joinedAtMs = performance.now();
  times.firstFrameMs = null;
  times.firstSoundMs = null;
}

function note(what: keyof FirstTimes): void {
  times[what] ??= Math.round(performance.now() - joinedAtMs);
}

export function firstTimes(): FirstTimes {
  return { ...times };
}

/** Finer than a person hears, and over as soon as the sound is there. */
const SOUND_LOOK_EVERY_MS = 10;

export function watchForFrame(element: HTMLVideoElement): void {
  const canTell = 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
  if (canTell) element.requestVideoFrameCallback(() => note('firstFrameMs'));
  else element.addEventListener('loadeddata', () => note('firstFrameMs'), { once: true });
}

/** Sound has begun when the receiver has played out its first packet. */
export function watchForSound({ rtpReceiver, track }: Consumer): void {
  const look = (): void => {
    if (track.readyState === 'ended') return;
    if (rtpReceiver?.getSynchronizationSources().length) note('firstSoundMs');
    else setTimeout(look, SOUND_LOOK_EVERY_MS);
  };
  look();
}
