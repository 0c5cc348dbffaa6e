import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { HashQueue } from './hash-queue.ts';

interface Argon2Cost {
  memoryKib: number;
  passes: number;
  parallelism: number;
}

/**
 * argon2id with 64 MiB and two passes: 118 ms on one core of a 2-core server (median of 9), the tenth of a second that
 * a sign-in may cost. The least that OWASP's Password Storage Cheat Sheet and ASVS 5.0 appendix C accept is 19 MiB with
 * two passes (24 ms there).
 */
const cost: Argon2Cost = { memoryKib: 65_536, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;
/** A stored hash that asks for more than this was not made by us. */
const costMax: Argon2Cost = { memoryKib: 262_144, passes: 10, parallelism: 4 };

/**
 * One per core, and never all four threads that Node has for files and names: a file must not wait for a password.
 * 100 in line are six seconds on two cores, the longest that anybody watches a button.
 */
const queue = new HashQueue({ atOnce: Math.min(availableParallelism(), 3), waiting: 100 });
const runArgon2 = promisify(argon2);

/** A PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive({ password, salt, tagLength: tagBytes, cost });
  return toPhc({ cost, salt, tag });
}

export interface PasswordCheck {
  correct: boolean;
  /** Correct, but hashed at another cost than today's: to be hashed again while the password is at hand. */
  outdated: boolean;
}

/** Without a hash (nobody has this login) the same work is done, so that the time tells nothing. */
export async function checkPassword({
  password,
  hash,
}: {
  password: string;
  hash: string | null;
}): Promise<PasswordCheck> {
  const stored = fromPhc(hash ?? nobodysHash);
  if (!stored) throw new Error('a stored password hash cannot be read');

  const { salt, tag } = stored;
  const found = await derive({ password, salt, tagLength: tag.length, cost: stored.cost });
  const correct = timingSafeEqual(found, tag) && hash !== null;
  return { correct, outdated: correct && !isSameCost(stored.cost) };
}

/** The same keys typed on two systems may come composed or decomposed: NFKC makes one password of them (NIST SP 800-63B). */
function derive(options: {
  password: string;
  salt: Buffer;
  tagLength: number;
  cost: Argon2Cost;
}): Promise<Buffer> {
  const { memoryKib, passes, parallelism } = options.cost;
  return queue.run(() =>
    runArgon2('argon2id', {
      message: options.password.normalize('NFKC'),
      nonce: options.salt,
      tagLength: options.tagLength,
      memory: memoryKib,
      passes,
      parallelism,
    }),
  );
}

interface StoredHash {
  cost: Argon2Cost;
  salt: Buffer;
  tag: Buffer;
}

function toPhc({ cost: { memoryKib, passes, parallelism }, salt, tag }: StoredHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${toBase64(salt)}$${toBase64(tag)}`;
}

const phc =
  /^\$argon2id\$v=19\$m=(?<m>\d{1,7}),t=(?<t>\d{1,2}),p=(?<p>\d)\$(?<salt>[A-Za-z0-9+/]{11,64})\$(?<tag>[A-Za-z0-9+/]{16,86})$/u;

function fromPhc(text: string): StoredHash | undefined {
  const { m, t, p, salt, tag } = phc.exec(text)?.groups ?? {};
  if (!m || !t || !p || !salt || !tag) return undefined;
  const stored: Argon2Cost = { memoryKib: Number(m), passes: Number(t), parallelism: Number(p) };
  if (stored.memoryKib > costMax.memoryKib || stored.passes > costMax.passes) return undefined;
  if (stored.parallelism > costMax.parallelism) return undefined;
  return { cost: stored, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

function isSameCost(stored: Argon2Cost): boolean {
  return (
    stored.memoryKib === cost.memoryKib &&
    stored.passes === cost.passes &&
    stored.parallelism === cost.parallelism
  );
}

function toBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/u, '');
}

const nobodysHash = toPhc({ cost, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) });
