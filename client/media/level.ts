/** Speech at a normal distance reaches about this root mean square; the meter shows it as full. */
const FULL_LEVEL = 0.25;
const WINDOW_SAMPLES = 1_024;

export interface LevelReader {
  /** How loud it is now, from 0 (silence) to 1. */
  level(): number;
  close(): void;
}

/** Measures a track's loudness without playing it. */
export function readLevel(track: MediaStreamTrack): LevelReader {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = WINDOW_SAMPLES;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const samples = new Float32Array(WINDOW_SAMPLES);
  // Some browsers start a context asleep, or put it to sleep during a phone call.
  const wake = (): void => void context.resume().catch(() => {});
  wake();
  document.addEventListener('visibilitychange', wake);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      return Math.min(1, Math.sqrt(Math.sqrt(sum / samples.length) / FULL_LEVEL));
    },
    close() {
      document.removeEventListener('visibilitychange', wake);
      source.disconnect();
      void context.close().catch(() => {});
    },
  };
}
