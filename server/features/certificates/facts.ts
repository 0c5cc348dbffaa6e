import type { Prisma } from '#prisma/generated/client.ts';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';

/** What is printed on one certificate and stands in no template; as it was on the day of issue, for good. */
export type PrintedFacts = {
  name: string;
  birthYear: number | null;
  organisation: string;
  province: string;
  courseName: string;
  /** As yyyy-mm-dd in the place of the series. */
  firstDay: string | null;
  lastDay: string | null;
  topics: { title: string; minutes: number; passed: boolean }[];
  topicsPassed: number;
  /** Where anybody checks it, with the code. */
  address: string;
};

/** Everything that a certificate is drawn from, but for the images; the same sheet gives the same bytes. */
export interface CertificateSheet {
  design: CertificateDesign;
  facts: PrintedFacts;
  serial: string;
  registerNumber: string;
  /** Grouped. */
  code: string;
  /** As yyyy-mm-dd. */
  issuedOn: string;
  /** In place of nothing: a preview says on its face that it is none. */
  specimen: boolean;
}

export function readFacts(stored: Prisma.JsonValue): PrintedFacts {
  return stored as PrintedFacts;
}

export function readDesign(stored: Prisma.JsonValue): CertificateDesign {
  return stored as CertificateDesign;
}

/** A date of the database, which is midnight in UTC, as yyyy-mm-dd. */
export function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function toSheet(
  row: { facts: Prisma.JsonValue; serial: string; registerNumber: string; code: string; issuedOn: Date },
  design: Prisma.JsonValue,
): CertificateSheet {
  return {
    design: readDesign(design),
    facts: readFacts(row.facts),
    serial: row.serial,
    registerNumber: row.registerNumber,
    code: groupVerificationCode(row.code),
    issuedOn: toDay(row.issuedOn),
    specimen: false,
  };
}
