export type NetworkQuality = 'good' | 'fair' | 'poor';

/** What a receive transport has counted so far, and its round trip now. */
export interface NetworkSample {
  packetsReceived: number;
  packetsLost: number;
  roundTripMs: number | null;
}

/** Opus with in-band FEC mends single losses up to about here; past the second, words go missing. */
const FAIR_LOSS = 0.02;
const POOR_LOSS = 0.08;
/** Past the first, a spoken answer to a written question feels late; past the second, video stalls on every loss. */
const FAIR_ROUND_TRIP_MS = 300;
const POOR_ROUND_TRIP_MS = 800;
/** Fewer packets than this since the last sample say nothing: one lost of three is no bad line. */
const PACKETS_MIN = 20;

/** How the line was between two samples; undefined where too little came over it to tell. */
export function judgeNetwork(before: NetworkSample, now: NetworkSample): NetworkQuality | undefined {
  const received = now.packetsReceived - before.packetsReceived;
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const roundTripMs = now.roundTripMs ?? 0;
  const expected = received + lost;
  if (expected < PACKETS_MIN && roundTripMs <= FAIR_ROUND_TRIP_MS) return undefined;

  const loss = expected < PACKETS_MIN ? 0 : lost / expected;
  if (loss > POOR_LOSS || roundTripMs > POOR_ROUND_TRIP_MS) return 'poor';
  if (loss > FAIR_LOSS || roundTripMs > FAIR_ROUND_TRIP_MS) return 'fair';
  return 'good';
}

/** Adds up a transport's report. */
export function readSample(report: RTCStatsReport): NetworkSample {
  const sample: NetworkSample = { packetsReceived: 0, packetsLost: 0, roundTripMs: null };
  for (const entry of report.values()) {
    if (entry.type === 'inbound-rtp') {
      sample.packetsReceived += Number(entry.packetsReceived ?? 0);
      sample.packetsLost += Number(entry.packetsLost ?? 0);
    }
    if (entry.type === 'candidate-pair' && entry.nominated && entry.currentRoundTripTime !== undefined) {
      sample.roundTripMs = Number(entry.currentRoundTripTime) * 1_000;
    }
  }
  return sample;
}
