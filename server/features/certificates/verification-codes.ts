import { createHash, randomBytes } from 'node:crypto';
import { verificationAlphabet, verificationCodeLength } from '#shared/verification-code.ts';

/** Five random bits for each sign. */
export function createVerificationCode(): string {
  return Array.from(randomBytes(verificationCodeLength), (byte) => verificationAlphabet[byte & 31]).join('');
}

export function hashVerificationCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`lectern certificate ${code}`).digest());
}
