import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { RateClass } from '#shared/contract.ts';
import { appError } from '#shared/errors.ts';

interface Budget {
  points: number;
  seconds: number;
  why: string;
}

/** A sign-in's own budget. */
const perPerson: Record<RateClass, Budget> = {
  read: {
    points: 240,
    seconds: 60,
    why: 'a page that loads makes about ten; a slide a second for a minute is leafing',
  },
  picture: {
    points: 1_200,
    seconds: 60,
    why: 'the strip of small pages of a deck of 500, and leafing through it',
  },
  write: { points: 40, seconds: 10, why: 'a trainer who turns pages quickly makes three a second' },
  chat: { points: 12, seconds: 10, why: 'lines typed in haste, and what was written offline sent at once' },
  reaction: { points: 10, seconds: 10, why: 'clapping is a few taps; more of one person says no more' },
  media: { points: 120, seconds: 10, why: 'rebuilding a room with eight publications makes about thirty' },
  guess: { points: 10, seconds: 60, why: 'nobody mistypes a password ten times a minute' },
  upload: { points: 30, seconds: 60, why: 'a folder of slides dropped at once' },
};

/**
 * A network address's budget for those without a sign-in, and a ceiling for all behind it. A commune hall or a mobile
 * carrier puts hundreds of people behind one address, so these are wide; `guess` counts failures only (see `punish`).
 */
const perAddress: Record<RateClass, Budget> = {
  read: { points: 6_000, seconds: 60, why: 'a hall of 300 that opens its links within a minute' },
  picture: {
    points: 60_000,
    seconds: 60,
    why: 'a carrier puts 3,000 learners behind one address, and a page is turned every three seconds',
  },
  write: { points: 2_000, seconds: 10, why: 'the same hall voting' },
  chat: { points: 2_000, seconds: 10, why: 'the same hall greeting' },
  reaction: { points: 5_000, seconds: 10, why: 'the same hall clapping' },
  media: { points: 6_000, seconds: 10, why: 'the same hall after a restart' },
  guess: { points: 100, seconds: 600, why: 'wrong passwords and links from one address' },
  upload: { points: 60, seconds: 60, why: 'two trainers in one office' },
};

/**
 * Wrong passwords for one account, from anywhere. Past it, only addresses that signed in to this account before are let
 * try: so a stranger who guesses cannot lock its owner out.
 */
const perAccount: Budget = { points: 20, seconds: 3_600, why: 'a thousand addresses with one guess each' };

/** What somebody who is signed in mistypes from a screen. Their own: a hall of three hundred stands behind one address, and the slips of others are not theirs. */
const perGuesser: Budget = { points: 10, seconds: 600, why: 'four digits or six letters, read off a screen' };

/** Names that somebody who vouches for a hall looks up: each of forty twice within ten minutes, and nobody types faster. */
const perNameSeeker: Budget = {
  points: 80,
  seconds: 600,
  why: 'a hall of forty, every second name mistyped',
};

/** Names that were nobody's, from one address: the halls of a district behind one carrier mistype now and then; who leafs through a class misses most of the time. */
const perMissedName: Budget = {
  points: 120,
  seconds: 600,
  why: 'ten halls of forty, every third name mistyped',
};

export class RateLimits {
  readonly #people: Limiters;
  readonly #addresses: Limiters;
  readonly #accounts: RateLimiterMemory;
  readonly #guessers: RateLimiterMemory;
  readonly #nameSeekers: RateLimiterMemory;
  readonly #missedNames: RateLimiterMemory;

  /** `factor` widens every budget: a load test plays a thousand people from one address. */
  constructor({ factor = 1 }: { factor?: number } = {}) {
    this.#people = createLimiters('person', perPerson, factor);
    this.#addresses = createLimiters('address', perAddress, factor);
    this.#accounts = createLimiter('account', perAccount, factor);
    this.#guessers = createLimiter('guesser', perGuesser, factor);
    this.#nameSeekers = createLimiter('name-seeker', perNameSeeker, factor);
    this.#missedNames = createLimiter('missed-name', perMissedName, factor);
  }

  /** Takes one of the budget, or throws `too_many_requests` with the time to wait. */
  async take({
    rate,
    address,
    personId,
  }: {
    rate: RateClass;
    address: string;
    personId: string | null;
  }): Promise<void> {
    // A guess costs only when it is wrong: a hall of people signing in behind one address is no attack.
    if (rate === 'guess') return refuseWhenEmpty(this.#addresses.guess, address);
    await take(this.#addresses[rate], address);
    if (personId) await take(this.#people[rate], personId);
  }

  /** A wrong password, link or code. */
  async punish({ address, account }: { address: string; account?: string }): Promise<void> {
    await this.#addresses.guess.penalty(address, 1);
    if (account) await this.#accounts.penalty(account, 1);
  }

  /** Before a code is looked at that somebody signed in has typed. @throws AppError `too_many_requests` */
  takeGuess(personId: string): Promise<void> {
    return refuseWhenEmpty(this.#guessers, personId);
  }

  /** It was wrong. */
  async punishGuess(personId: string): Promise<void> {
    await this.#guessers.penalty(personId, 1);
  }

  /** Before a name is looked up among people whom the seeker may not list. @throws AppError `too_many_requests` */
  async takeNameSearch({ personId, address }: { personId: string; address: string }): Promise<void> {
    await refuseWhenEmpty(this.#missedNames, address);
    await take(this.#nameSeekers, personId);
  }

  /** Nobody is called so. */
  async punishNameSearch(address: string): Promise<void> {
    await this.#missedNames.penalty(address, 1);
  }

  /** More wrong passwords for this account than its owner's mistakes explain. */
  async isAccountUnderAttack(account: string): Promise<boolean> {
    const spent = await this.#accounts.get(account);
    return spent !== null && spent.consumedPoints >= this.#accounts.points;
  }
}

type Limiters = Record<RateClass, RateLimiterMemory>;

function createLimiters(prefix: string, budgets: Record<RateClass, Budget>, factor: number): Limiters {
  const create = (rate: RateClass) => createLimiter(`${prefix}:${rate}`, budgets[rate], factor);
  return {
    read: create('read'),
    picture: create('picture'),
    write: create('write'),
    chat: create('chat'),
    reaction: create('reaction'),
    media: create('media'),
    guess: create('guess'),
    upload: create('upload'),
  };
}

function createLimiter(keyPrefix: string, { points, seconds }: Budget, factor: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points: points * factor, duration: seconds });
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    throw tooMany(refusal as RateLimiterRes | Error);
  }
}

async function refuseWhenEmpty(limiter: RateLimiterMemory, key: string): Promise<void> {
  const spent = await limiter.get(key);
  if (spent && spent.consumedPoints >= limiter.points) throw tooMany(spent);
}

function tooMany(refusal: RateLimiterRes | Error): Error {
  if (refusal instanceof Error) return refusal;
  return appError('too_many_requests', { retryAfterMs: Math.ceil(refusal.msBeforeNext) });
}
