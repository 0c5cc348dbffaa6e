/** The three who are at the ends of the lines. */
export type End = 'learner' | 'server' | 'trainer';

/** A packet on its way. */
export interface Hop {
  depth: number;
  turn: number;
}

/**
 * How many times something had to cross a line, one way after the other, before something else could: each packet is one deeper than the deepest that
 * had reached its sender. Counting crossings and not milliseconds, the result does not depend on how busy the machine is.
 */
export class Hops {
  readonly #depths = new Map<End, number>();
  #turn = 0;

  /** From here on: what is on its way by now belongs to what was before. */
  restart(): void {
    this.#turn += 1;
    this.#depths.clear();
  }

  depart(from: End): Hop {
    return { depth: (this.#depths.get(from) ?? 0) + 1, turn: this.#turn };
  }

  /** Returns how deep what arrived was; undefined for what had left before the restart. */
  arrive(to: End, { depth, turn }: Hop): number | undefined {
    if (turn !== this.#turn) return undefined;
    this.#depths.set(to, Math.max(depth, this.#depths.get(to) ?? 0));
    return depth;
  }
}
