import { SeedRandom } from '#prisma/seed-random.ts';

/** What one direction of a network does to what is sent over it. */
export interface Conditions {
  /** One way: half of what a ping shows. */
  delayMs: number;
  /** Each packet's delay differs by up to this much, either way. Packets then overtake each other, as with netem; streams do not. */
  jitterMs: number;
  /** From 0 to 1. In a stream a lost segment is not missing but late, and everything after it waits. */
  lossShare: number;
  /** From 0 to 1: arrives a second time. */
  duplicateShare: number;
  bytesPerSecond: number;
  /** Once the line is this far behind its rate, further packets are dropped, as by the buffer of a mobile network. */
  queueMs: number;
}

export const perfect: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  lossShare: 0,
  duplicateShare: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  queueMs: 1_000,
};

/** What a packet of a stream carries. */
const SEGMENT_BYTES = 1_460;
/** The least that TCP waits before it sends again; on top of the delay. */
const RETRANSMIT_MS = 200;

/**
 * One direction of a network, as arithmetic: given when something is sent, says when it arrives, and how often. The same seed and the
 * same traffic give the same fate, so that a failure can be seen again.
 */
export class Line {
  readonly #random: SeedRandom;
  #conditions = perfect;
  /** When what was sent so far will have left. */
  #freeAtMs = 0;

  constructor(seed: number) {
    this.#random = new SeedRandom(seed);
  }

  get conditions(): Conditions {
    return this.#conditions;
  }

  /** What is not named is perfect. */
  set(conditions: Partial<Conditions>): void {
    this.#conditions = { ...perfect, ...conditions };
    this.#freeAtMs = 0;
  }

  /** When a packet arrives: never, once or twice. */
  planPacket(nowMs: number, bytes: number): number[] {
    const { lossShare, duplicateShare, queueMs } = this.#conditions;
    // Drawn in any case: whether one packet is late must not change the fate of the next.
    const isLost = this.#random.chance(lossShare);
    const isDoubled = this.#random.chance(duplicateShare);
    if (this.#freeAtMs - nowMs > queueMs) return [];
    const leftMs = this.#leave(nowMs, bytes);
    if (isLost) return [];
    return Array.from({ length: isDoubled ? 2 : 1 }, () => leftMs + this.#travelMs());
  }

  /** When a piece of a stream has arrived whole, not before `afterMs`: the piece ahead of it. */
  planStream(nowMs: number, bytes: number, afterMs: number): number {
    const { delayMs, lossShare } = this.#conditions;
    let atMs = this.#leave(nowMs, bytes) + this.#travelMs();
    for (let segment = 0; segment < bytes / SEGMENT_BYTES; segment += 1) {
      while (this.#random.chance(lossShare)) atMs += RETRANSMIT_MS + delayMs;
    }
    return Math.max(atMs, afterMs);
  }

  #leave(nowMs: number, bytes: number): number {
    const { bytesPerSecond } = this.#conditions;
    this.#freeAtMs = Math.max(nowMs, this.#freeAtMs) + (bytes / bytesPerSecond) * 1_000;
    return this.#freeAtMs;
  }

  #travelMs(): number {
    const { delayMs, jitterMs } = this.#conditions;
    return Math.max(0, delayMs + this.#random.between(-jitterMs, jitterMs));
  }
}
