import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Wrong codes from one address: a hall that types from paper makes mistakes, and shares an address. */
const perAddress = { points: 30, duration: 600 };
/** Wrong codes from anywhere. Of 2^80 codes these would be through in 10^15 years; it is a bound on noise, not what keeps codes secret. */
const everywhere = { points: 600, duration: 60 };

/**
 * How often somebody may be wrong. When codes are guessed from everywhere at once, whoever has been wrong lately is refused; whoever
 * comes with a right one, or for the first time, is not kept from it.
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

  /** How long this address has to wait; undefined where it need not. */
  async waitMs(address: string): Promise<number | undefined> {
    const own = await this.#addresses.get(address);
    if (!own) return undefined;
    if (own.consumedPoints >= this.#addresses.points) return own.msBeforeNext;
    const all = await this.#all.get('');
    return all && all.consumedPoints >= this.#all.points ? all.msBeforeNext : undefined;
  }

  async countWrong(address: string): Promise<void> {
    await this.#addresses.penalty(address, 1);
    await this.#all.penalty('', 1);
  }
}
