import { z } from 'zod';
import { defineRoute } from '../contract.ts';

const publicKeyDto = z.object({
  keyId: z.string(),
  algorithm: z.literal('Ed25519'),
  /** The 32 bytes, base64. */
  publicKey: z.string(),
  pem: z.string(),
});

/** What the evidence and certificates of this installation are verified with; what a retired key signed stays verifiable. */
export const signingKeysDto = z.object({ current: publicKeyDto, retired: z.array(publicKeyDto) });
export type SigningKeysDto = z.infer<typeof signingKeysDto>;

/** At the same address for ever: it stands in what was signed. */
export const getSigningKeys = defineRoute({
  method: 'GET',
  path: '/.well-known/lectern-key.json',
  may: 'app.read',
  rate: 'read',
  output: signingKeysDto,
});
