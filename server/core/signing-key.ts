import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from './config.ts';

/** A public key as it is published and as it travels beside what it signed. */
export interface PublicKeyDto {
  /** The first 16 hex digits of the SHA-256 of the key's 32 bytes. */
  keyId: string;
  algorithm: 'Ed25519';
  /** The 32 bytes, base64. */
  publicKey: string;
  /** The same as PEM, for `openssl pkeyutl -verify`. */
  pem: string;
}

export interface Signature {
  keyId: string;
  /** Of 64 bytes. */
  bytes: Buffer;
}

const KEY_FILE = 'signing-key.pem';
/** What was signed with a retired key stays verifiable: its file is renamed to this and left where it is. */
const RETIRED_FILE = /^signing-key\.retired-[\w.-]+\.pem$/u;
/** In front of an Ed25519 key's 32 bytes in its SPKI form (RFC 8410). */
const SPKI_HEAD_BYTES = 12;

/**
 * What this installation signs evidence and certificates with: an Ed25519 key, made at the first start and kept in the data folder,
 * readable by its owner alone. Retired keys sign nothing and verify what they signed.
 */
export class SigningKey {
  readonly current: PublicKeyDto;
  readonly retired: readonly PublicKeyDto[];
  readonly #key: KeyObject;

  constructor(key: KeyObject, retired: readonly KeyObject[]) {
    this.#key = key;
    this.current = toPublicKeyDto(createPublicKey(key));
    this.retired = retired.map((each) => toPublicKeyDto(createPublicKey(each)));
  }

  sign(content: Uint8Array): Signature {
    return { keyId: this.current.keyId, bytes: sign(null, content, this.#key) };
  }

  /** By the key that the signature names, the current one or a retired one. */
  verify(content: Uint8Array, { keyId, bytes }: Signature): boolean {
    const key = [this.current, ...this.retired].find((each) => each.keyId === keyId);
    return key !== undefined && verify(null, content, createPublicKey(key.pem), bytes);
  }
}

/** @throws ConfigError when the file cannot be used */
export async function loadSigningKey(config: { dataDir: string }): Promise<SigningKey> {
  const file = path.join(config.dataDir, KEY_FILE);
  const key = (await readKey(file)) ?? (await makeKey(file));
  const names = await readdir(config.dataDir);
  const retired: KeyObject[] = [];
  for (const name of names.filter((each) => RETIRED_FILE.test(each)).sort()) {
    const old = await readKey(path.join(config.dataDir, name));
    if (old) retired.push(old);
  }
  return new SigningKey(key, retired);
}

async function makeKey(file: string): Promise<KeyObject> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    // A link appears whole or not at all and never replaces: of two first starts, both get the first's key.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKey(file);
  if (!made) throw new ConfigError([`${file} was made and is gone again`]);
  return made;
}

async function readKey(file: string): Promise<KeyObject | undefined> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new ConfigError([`${file} cannot be read`], { cause: error });
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below, together with keys of another kind
  }
  // A new key in its place would make everything that was signed so far look forged.
  throw new ConfigError([
    `${file} is no Ed25519 key in PEM form: put back its backup, or rename it to begin with a new key`,
  ]);
}

function toPublicKeyDto(key: KeyObject): PublicKeyDto {
  const bytes = key.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD_BYTES);
  return {
    keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
    algorithm: 'Ed25519',
    publicKey: bytes.toString('base64'),
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
