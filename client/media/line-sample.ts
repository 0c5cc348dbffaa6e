import type { LineSample } from './ladder.ts';

/** What a receive transport has counted since it was made, and what it says of now. */
export interface LineCounts {
  atMs: number;
  packetsReceived: number;
  packetsLost: number;
  samplesReceived: number;
  /** Made up, and not of a silence. */
  samplesConcealed: number;
  framesDecoded: number;
  frozenMs: number;
  roundTripMs: number | null;
  availableKbps: number | null;
}

/** Fewer packets than this since the last look say nothing: one lost of three is no bad line. */
const PACKETS_MIN = 20;
/** A quarter of a second of sound, at 48 kHz. */
const SAMPLES_MIN = 12_000;

/** Adds up a transport's report. */
export function readCounts(report: RTCStatsReport): LineCounts {
  const counts: LineCounts = {
    atMs: 0,
    packetsReceived: 0,
    packetsLost: 0,
    samplesReceived: 0,
    samplesConcealed: 0,
    framesDecoded: 0,
    frozenMs: 0,
    roundTripMs: null,
    availableKbps: null,
  };
  for (const entry of report.values()) {
    counts.atMs = Math.max(counts.atMs, Number(entry.timestamp));
    if (entry.type === 'inbound-rtp') {
      counts.packetsReceived += number(entry.packetsReceived);
      counts.packetsLost += number(entry.packetsLost);
      counts.samplesReceived += number(entry.totalSamplesReceived);
      counts.samplesConcealed += number(entry.concealedSamples) - number(entry.silentConcealedSamples);
      counts.framesDecoded += number(entry.framesDecoded);
      counts.frozenMs += number(entry.totalFreezesDuration) * 1_000;
    }
    if (entry.type === 'candidate-pair' && entry.nominated && entry.currentRoundTripTime !== undefined) {
      counts.roundTripMs = Number(entry.currentRoundTripTime) * 1_000;
      if (entry.availableIncomingBitrate !== undefined)
        counts.availableKbps = Number(entry.availableIncomingBitrate) / 1_000;
    }
  }
  return counts;
}

/** From here on a picture that does not come at all is the line's doing, and not that of a camera which stands still. */
const STRAINED = { loss: 0.01, concealment: 0.01, roundTripMs: 400 };

/**
 * How the line was between two looks. A stream that ended in between takes its counts along: then nothing can be told.
 * @param awaitsPicture whether a camera is on that this page is to see: browsers count a freeze only once it is over
 */
export function compareCounts(before: LineCounts, now: LineCounts, awaitsPicture = false): LineSample {
  const received = now.packetsReceived - before.packetsReceived;
  // Those that come late after all are no loss.
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const samples = now.samplesReceived - before.samplesReceived;
  const concealed = Math.max(0, now.samplesConcealed - before.samplesConcealed);
  const elapsedMs = now.atMs - before.atMs;
  const hasPicture = now.framesDecoded > before.framesDecoded;
  const frozenMs = Math.max(0, now.frozenMs - before.frozenMs);
  const sample: LineSample = {
    loss: received >= 0 && received + lost >= PACKETS_MIN ? lost / (received + lost) : null,
    roundTripMs: now.roundTripMs,
    concealment: samples >= SAMPLES_MIN ? Math.min(1, concealed / samples) : null,
    freeze: hasPicture && elapsedMs > 0 ? Math.min(1, frozenMs / elapsedMs) : null,
    availableKbps: now.availableKbps,
  };
  const isStrained =
    (sample.loss ?? 0) > STRAINED.loss ||
    (sample.concealment ?? 0) > STRAINED.concealment ||
    (sample.roundTripMs ?? 0) > STRAINED.roundTripMs;
  return awaitsPicture && !hasPicture && isStrained ? { ...sample, freeze: 1 } : sample;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
