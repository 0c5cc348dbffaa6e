import type { SigningKey } from '#server/core/signing-key.ts';
import { totalMinutes } from '../drawing/lines.ts';
import type { CertificateSheet } from '../facts.ts';
import { toInitials } from './initials.ts';

export interface RecordOptions {
  sheet: CertificateSheet;
  publishName: boolean;
  issuedAt: Date;
  sha256: string;
}

/** The columns that keep what was signed. */
export function signRecord(
  signingKey: Pick<SigningKey, 'sign'>,
  options: RecordOptions,
): { record: string; signature: Uint8Array<ArrayBuffer>; signingKeyId: string } {
  const record = toRecord(options);
  const { keyId, bytes } = signingKey.sign(Buffer.from(record));
  return { record, signature: new Uint8Array(bytes), signingKeyId: keyId };
}

/**
 * What the installation signs: as much as the public page says, in one text that anybody can check against the signature. Whether
 * the certificate still holds stands on the page alone, for that may change.
 */
export function toRecord({ sheet, publishName, issuedAt, sha256 }: RecordOptions): string {
  const { design, facts, serial, code, issuedOn } = sheet;
  return JSON.stringify({
    format: 'lectern certificate 1',
    code,
    serial,
    document: design.documentName,
    name: publishName ? facts.name : toInitials(facts.name),
    course: facts.courseName,
    minutes: totalMinutes(facts),
    firstDay: facts.firstDay,
    lastDay: facts.lastDay,
    issuers: design.issuers.map(({ name }) => name),
    issuedOn,
    issuedAt: issuedAt.toISOString(),
    sha256,
  });
}
