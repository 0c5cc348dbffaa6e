import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Wrong codes from one address: a hall that types from paper makes mistakes, and shares an address. */
const perAddress = { points: 30, duration: 600 };
/**
 * Past this nothing is looked up for an address at all: no hall of 300 is wrong twice each. Of 2^80 codes it would have been through in
 * 10^18 years; it is a bound on noise, not what keeps codes secret.
 */
const SHUT_AT = 20;
/** Wrong codes from anywhere. */
const everywhere = { points: 600, duration: 60 };

/**
 * How often somebody may be wrong. Whoever is wrong too often is told to wait; whoever behind the same address comes with a right code
 * is answered all the same, or one guesser would lock out a hall. When codes are guessed from everywhere at once, those are told to wait
 * who have been wrong lately.
 */
export class VerificationLimits {
  readonly #addresses: RateLimiterMemory;
  readonly #all: RateLimiterMemory;

  constructor({ factor = 1 }: { factor?: number } = {}) {
    this.#addresses = new RateLimiterMemory({
      keyPrefix: 'verification:address',
      points: perAddress.points * factor,
      duration: perAddress.duration,
    });
    this.#all = new RateLimiterMemory({
      keyPrefix: 'verification:all',
      points: everywhere.points * factor,
      duration: everywhere.duration,
    });
  }

  /** How long this address has to wait before anything is looked up for it; undefined where it need not. */
  async shutMs(address: string): Promise<number | undefined> {
    const own = await this.#addresses.get(address);
    return own && own.consumedPoints >= this.#addresses.points * SHUT_AT ? own.msBeforeNext : undefined;
  }

  /** Counts a wrong code. @returns how long to wait before the next, where it is one too many */
  async countWrong(address: string): Promise<number | undefined> {
    const own = await this.#addresses.penalty(address, 1);
    const all = await this.#all.penalty('', 1);
    if (own.consumedPoints > this.#addresses.points) return own.msBeforeNext;
    return own.consumedPoints > 1 && all.consumedPoints > this.#all.points ? all.msBeforeNext : undefined;
  }
}
