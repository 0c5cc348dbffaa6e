/**
 * Where a connection's media live. Load is counted in packets a second, because that is what a worker is paid for: a core delivers about
 * 45,000 of them protected, whatever their size.
 */

/** A 720p camera, and a voice in frames of 40 ms. */
export const packetsPerSecond = { video: 150, audio: 25 } as const;
/** What a connection is counted as until it says what it receives: one camera and one voice. */
export const EXPECTED_LOAD = packetsPerSecond.video + packetsPerSecond.audio;

/** A third of a core, 85 learners with camera and voice: below that a second worker has nothing to relieve. */
const SPREAD_FROM = 15_000;
/**
 * How much freer the other worker must be. Piping a stage over costs what four learners do (camera in three layers and a voice, sent once and
 * received once), and half of this, some twenty learners, is what moves.
 */
const PIPE_WORTH = 8_000;

export interface Place {
  slot: number;
  /** Packets a second that the worker sends, of all its rooms. */
  load: number;
  /** Whether the room has a router there already. */
  isOpen: boolean;
}

/** The least loaded place that the room has; another one where that one is well used and the other is much freer. */
export function choosePlace(places: readonly Place[]): Place | undefined {
  const open = findFreest(places.filter(({ isOpen }) => isOpen));
  const other = findFreest(places.filter(({ isOpen }) => !isOpen));
  if (!open || !other) return open ?? other;
  const isWorthIt = open.load >= SPREAD_FROM && open.load - other.load >= PIPE_WORTH;
  return isWorthIt ? other : open;
}

function findFreest(places: readonly Place[]): Place | undefined {
  return [...places].sort((a, b) => a.load - b.load || a.slot - b.slot)[0];
}
