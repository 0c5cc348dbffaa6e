import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const SAMPLE_RATE = 48_000;
/** Long enough for any period of a whole number of hertz to come out even where the file begins again. */
const SECONDS = 1;
/** Browsers take a tone that never changes for the hum of a fan and filter it away. */
const SOUNDING_SHARE = 0.5;

/** A microphone that beeps at one pitch, as a file for Chromium's `--use-file-for-fake-audio-capture`. */
export async function writeTone(path: string, hertz: number): Promise<void> {
  const count = SAMPLE_RATE * SECONDS;
  const samples = new Int16Array(count);
  for (let index = 0; index < count * SOUNDING_SHARE; index += 1) {
    samples[index] = Math.round(16_000 * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  await writeFile(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
}

/** Which of these pitches are heard on the page, in what its one audio element plays; it listens for a beat and a half. */
export async function hearTones(page: Page, pitches: readonly number[]): Promise<number[]> {
  return page.evaluate(
    async ({ pitches: wanted, listenMs }) => {
      const stream = document.querySelector('audio')?.srcObject;
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return [];
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 8_192;
      analyser.smoothingTimeConstant = 0;
      for (const track of stream.getAudioTracks()) {
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      }
      await context.resume();
      const bins = new Float32Array(analyser.frequencyBinCount);
      const loudest = new Map(wanted.map((hertz) => [hertz, Number.NEGATIVE_INFINITY]));
      const until = performance.now() + listenMs;
      while (performance.now() < until) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        analyser.getFloatFrequencyData(bins);
        for (const hertz of wanted) {
          const at = Math.round((hertz * analyser.fftSize) / context.sampleRate);
          const level = Math.max(...bins.slice(at - 2, at + 3));
          loudest.set(hertz, Math.max(loudest.get(hertz) ?? level, level));
        }
      }
      await context.close();
      // A beep stands at -30 dB or above, and what is left of another pitch at less than -70.
      return wanted.filter((hertz) => (loudest.get(hertz) ?? -200) > -55);
    },
    { pitches, listenMs: 1_500 * SECONDS },
  );
}
