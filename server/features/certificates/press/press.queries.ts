import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { type CertificateSheet, toSheet } from '../facts.ts';

export interface ClaimedCertificate {
  certificateId: string;
  templateId: string;
  attempts: number;
  publishName: boolean;
  issuedAt: Date;
  sheet: CertificateSheet;
}

interface ClaimedRow {
  id: string;
  templateId: string;
  attempts: number;
  publishName: boolean;
  issuedAt: Date;
  serial: string;
  registerNumber: string;
  code: string;
  facts: Prisma.JsonValue;
  issuedOn: Date;
  design: Prisma.JsonValue;
}

/** The next ones of runs that are not paused, for this process alone until `until`; those that another holds are passed over. */
export async function claimBatch(
  db: PrismaClient,
  { now, until, count }: { now: Date; until: Date; count: number },
): Promise<ClaimedCertificate[]> {
  const rows = await db.$queryRaw<ClaimedRow[]>`
    WITH "next" AS (
      SELECT one."id" FROM "Certificate" one
      JOIN "CertificateRun" run ON run."id" = one."runId" AND run."state" = 'RUNNING'
      WHERE one."readyAt" IS NULL AND one."failedAt" IS NULL AND one."erasedAt" IS NULL
        AND (one."claimedUntil" IS NULL OR one."claimedUntil" <= ${now})
      ORDER BY run."startedAt", one."number"
      LIMIT ${count}
      FOR UPDATE OF one SKIP LOCKED
    ), "claimed" AS (
      UPDATE "Certificate" SET "claimedUntil" = ${until} FROM "next" WHERE "Certificate"."id" = "next"."id"
      RETURNING "Certificate".*
    )
    SELECT
      claimed."id", claimed."templateId", claimed."attempts", claimed."publishName", claimed."issuedAt", claimed."serial",
      claimed."registerNumber", claimed."code", claimed."facts", claimed."issuedOn", template."design"
    FROM "claimed" claimed JOIN "CertificateTemplate" template ON template."id" = claimed."templateId"
    ORDER BY claimed."number"`;
  return rows.map(({ design, ...row }) => ({
    certificateId: row.id,
    templateId: row.templateId,
    attempts: row.attempts,
    publishName: row.publishName,
    issuedAt: row.issuedAt,
    sheet: toSheet(row, design),
  }));
}

/** The embedded database has one process: what one before it claimed, nobody works on any more. */
export async function releaseClaims(db: Db): Promise<void> {
  await db.certificate.updateMany({
    where: { readyAt: null, claimedUntil: { not: null } },
    data: { claimedUntil: null },
  });
}

export interface ReadyFile {
  certificateId: string;
  sha256: string;
  bytes: number;
  pageCount: number;
  /** As it was when the record was signed. */
  publishName: boolean;
  record: string;
  /** In hex. */
  signature: string;
  signingKeyId: string;
}

/**
 * Only what is not ready yet, and whose name is still as public as it was signed: what was changed meanwhile is made again. Of two processes that made the same file, the first counts, and both made the same bytes.
 */
export async function recordReady(db: Db, { ready, now }: { ready: ReadyFile[]; now: Date }): Promise<void> {
  if (ready.length === 0) return;
  await db.$executeRaw`
    UPDATE "Certificate" SET
      "readyAt" = ${now}, "claimedUntil" = NULL, "fileSha256" = decode(made."sha256", 'hex'), "fileBytes" = made."bytes",
      "pageCount" = made."pageCount", "record" = made."record", "signature" = decode(made."signature", 'hex'),
      "signingKeyId" = made."signingKeyId"
    FROM jsonb_to_recordset(${JSON.stringify(ready)}::jsonb) AS made (
      "certificateId" uuid, "sha256" text, "bytes" int, "pageCount" int, "publishName" boolean, "record" text, "signature" text, "signingKeyId" text
    )
    WHERE "Certificate"."id" = made."certificateId" AND "readyAt" IS NULL AND "erasedAt" IS NULL
      AND "Certificate"."publishName" = made."publishName"`;
  await db.certificate.updateMany({
    where: { id: { in: ready.map(({ certificateId }) => certificateId) }, readyAt: null },
    data: { claimedUntil: null },
  });
}

export async function recordFailure(
  db: Db,
  {
    certificateId,
    attempts,
    now,
    attemptsMax,
  }: { certificateId: string; attempts: number; now: Date; attemptsMax: number },
): Promise<void> {
  await db.certificate.updateMany({
    where: { id: certificateId, readyAt: null },
    data: {
      attempts: attempts + 1,
      claimedUntil: null,
      ...(attempts + 1 >= attemptsMax ? { failedAt: now } : {}),
    },
  });
}

/** A run is done when nothing of it waits; what failed is said beside it. */
export async function finishRuns(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "CertificateRun" run SET "state" = 'DONE', "finishedAt" = ${now}
    WHERE run."state" = 'RUNNING' AND NOT EXISTS (
      SELECT 1 FROM "Certificate" one
      WHERE one."runId" = run."id" AND one."readyAt" IS NULL AND one."failedAt" IS NULL AND one."erasedAt" IS NULL
    )`;
}
