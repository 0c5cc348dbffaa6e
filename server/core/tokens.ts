import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as base64url: for cookies and invitations. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. A fast hash is enough: there is nothing to guess in 256 random bits. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

/** The same id for the same text, which it does not lead back to: a UUID of version 8, of our own making. */
export function hashToId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A session's public code: 10 of 32 signs that cannot be mistaken for each other, 50 bits. */
export function createSessionCode(): string {
  const signs = '23456789abcdefghjkmnpqrstuvwxyz2';
  return Array.from(randomBytes(10), (byte) => signs[byte & 31]).join('');
}

/**
 * The token of a learner's personal link: the enrolment's id (16 bytes) and an HMAC-SHA256 over id and link version,
 * cut to 16 bytes. It is computed, never stored, so that staff can show it again; raising the version ends it.
 */
export class PersonalLinks {
  readonly #key: Buffer;

  constructor(secret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'lectern personal link', 32));
  }

  toToken({ enrolmentId, linkVersion }: { enrolmentId: string; linkVersion: number }): string {
    const idBytes = Buffer.from(enrolmentId.replaceAll('-', ''), 'hex');
    return Buffer.concat([idBytes, this.#mac(enrolmentId, linkVersion)]).toString('base64url');
  }

  /** Which enrolment a token speaks of; it proves nothing until `isGenuine` has seen the enrolment's link version. */
  readEnrolmentId(token: string): string | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== 32) return undefined;
    const hex = bytes.subarray(0, 16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  isGenuine(
    token: string,
    { enrolmentId, linkVersion }: { enrolmentId: string; linkVersion: number },
  ): boolean {
    const mac = Buffer.from(token, 'base64url').subarray(16);
    const expected = this.#mac(enrolmentId, linkVersion);
    return mac.length === expected.length && timingSafeEqual(mac, expected);
  }

  #mac(enrolmentId: string, linkVersion: number): Buffer {
    return createHmac('sha256', this.#key).update(`${enrolmentId}:${linkVersion}`).digest().subarray(0, 16);
  }
}
