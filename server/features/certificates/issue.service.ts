import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateRunDto } from '#shared/features/certificate-issuing.ts';
import { compareByGivenName, foldForSearch } from '#shared/names.ts';
import { fillNumberPattern } from '#shared/number-pattern.ts';
import { groupVerificationCode } from '#shared/verification-code.ts';
import { type CourseFacts, readCourseFacts, toFacts } from './course-facts.ts';
import { type PrintedFacts, readDesign } from './facts.ts';
import { findOwnChoices } from './publish-name.service.ts';
import { getRunDto } from './runs.service.ts';
import { readStandings, type Standing, type Standings } from './standings.ts';
import { toCanonical } from './template.service.ts';
import { createVerificationCode, hashVerificationCode } from './verification-codes.ts';

/** By the law on personal data. */
const CHILD_UNDER = 16;

export interface IssueOptions {
  db: PrismaClient;
  clock: Clock;
  seriesId: string;
  personId: string;
  clientId: string;
  /** Null: all who qualify and have none. */
  personIds: string[] | null;
  issuedOn: string;
  reason: string;
  /** Of this Lectern, as people reach it: stands on the paper. */
  origin: string;
}

/**
 * Writes the lines of the register; the files follow in the background. Numbers go by given name within one act.
 * @throws AppError `malformed` (`reason`: one of them does not qualify), `wrong_state` (no template, nobody to certify, or one of them
 * has a certificate that holds), `not_found` (no learner of the series), `conflict`
 */
export async function issueCertificates(options: IssueOptions): Promise<CertificateRunDto> {
  const { db, clock, seriesId, personId, clientId, personIds, issuedOn, reason } = options;
  const request = { seriesId, personIds, issuedOn, reason };
  const earlier = await findEarlierRun(db, { personId, clientId, request });
  if (earlier) return earlier;

  // Far from a transaction: to judge thousands takes long, and needs no lock.
  const standings = await readStandings({ db, clock, seriesId });
  const chosen = choose(standings, personIds);
  if (chosen.some(({ qualifies }) => !qualifies) && reason === '')
    throw appError('malformed', { fields: ['reason'] });

  const runId = await db.$transaction(async (tx) => {
    const lastNumber = await holdRegister(tx, seriesId);
    const repeated = await findEarlierRun(tx, { personId, clientId, request });
    if (repeated) return repeated.runId;
    const template = await tx.certificateTemplate.findFirst({
      where: { seriesId },
      orderBy: { version: 'desc' },
    });
    if (!template) throw appError('wrong_state', undefined, 'no template has been kept');

    const certified = await findCertified(tx, { seriesId, personIds: chosen.map((one) => one.personId) });
    if (personIds && certified.size > 0) throw appError('wrong_state');
    const receiving = chosen.filter((one) => !certified.has(one.personId)).sort(byGivenName);
    if (receiving.length === 0) throw appError('wrong_state');

    const design = readDesign(template.design);
    const course = await readCourseFacts(tx, { seriesId, design, topics: standings.topics });
    const run = await tx.certificateRun.create({
      data: {
        seriesId,
        total: receiving.length,
        startedById: personId,
        clientId,
        request,
        startedAt: clock.now(),
      },
    });
    const choices = await findOwnChoices(
      tx,
      receiving.map((one) => one.personId),
    );
    const lines = receiving.map((standing, index) =>
      toLine({
        number: lastNumber + 1 + index,
        design,
        facts: toFacts(course, standing),
        origin: options.origin,
        issuedOn,
        publishName: design.publishNames && !mayBeChild(standing.birthYear, issuedOn),
        nameChosenAt: null,
        ...choices.get(standing.personId),
        personId: standing.personId,
        exceptionReason: standing.qualifies ? null : reason,
      }),
    );
    await writeLines(tx, {
      lines,
      seriesId,
      runId: run.id,
      templateId: template.id,
      issuedById: personId,
      issuedAt: clock.now(),
      ruleVersion: standings.ruleVersion,
    });
    await auditIssue(tx, { lines, seriesId, personId });
    return run.id;
  });
  return getRunDto(db, runId);
}

/** Names of children are not published without those who answer for them; a year of birth tells their age to within one. */
function mayBeChild(birthYear: number | null, issuedOn: string): boolean {
  return birthYear !== null && Number(issuedOn.slice(0, 4)) - birthYear <= CHILD_UNDER;
}

export async function findEarlierRun(
  db: Db,
  { personId, clientId, request }: { personId: string; clientId: string; request: object },
): Promise<CertificateRunDto | undefined> {
  const run = await db.certificateRun.findUnique({
    where: { startedById_clientId: { startedById: personId, clientId } },
  });
  if (!run) return undefined;
  if (toCanonical(run.request) !== toCanonical(request)) throw appError('conflict');
  return getRunDto(db, run.id);
}

function choose({ learners }: Standings, personIds: string[] | null): Standing[] {
  const enrolled = learners.filter((learner) => learner.enrolled);
  if (!personIds) return enrolled.filter(({ qualifies }) => qualifies);
  const byId = new Map(enrolled.map((learner) => [learner.personId, learner]));
  return [...new Set(personIds)].map((personId) => {
    const learner = byId.get(personId);
    if (!learner) throw appError('not_found');
    return learner;
  });
}

const byGivenName = (left: Standing, right: Standing): number =>
  compareByGivenName(left.name, right.name) || (left.personId < right.personId ? -1 : 1);

/** Holds the series' register until the transaction ends; whoever also wants numbers waits. */
export async function holdRegister(tx: Db, seriesId: string): Promise<number> {
  await tx.$executeRaw`
    INSERT INTO "CertificateRegister" ("seriesId", "lastNumber") VALUES (${seriesId}::uuid, 0) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<{ lastNumber: number }[]>`
    SELECT "lastNumber" FROM "CertificateRegister" WHERE "seriesId" = ${seriesId}::uuid FOR UPDATE`;
  if (!row) throw appError('not_found');
  return row.lastNumber;
}

/** Those who have a certificate that holds. */
async function findCertified(
  tx: Db,
  { seriesId, personIds }: { seriesId: string; personIds: string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    SELECT DISTINCT "personId" FROM "Certificate"
    WHERE "seriesId" = ${seriesId}::uuid AND "revokedAt" IS NULL AND "replacedById" IS NULL AND "erasedAt" IS NULL
      AND "personId" = ANY(${personIds}::uuid[])`;
  return new Set(rows.map(({ personId }) => personId));
}

export interface NewLine {
  id: string;
  personId: string;
  number: number;
  serial: string;
  registerNumber: string;
  code: string;
  codeHash: string;
  facts: PrintedFacts;
  nameFolded: string;
  publishName: boolean;
  nameChosenAt: Date | null;
  issuedOn: string;
  exceptionReason: string | null;
}

export function toLine({
  number,
  design,
  facts,
  origin,
  issuedOn,
  ...rest
}: {
  number: number;
  design: CourseFacts['design'];
  facts: Omit<PrintedFacts, 'address'>;
  origin: string;
  issuedOn: string;
  publishName: boolean;
  nameChosenAt: Date | null;
  personId: string;
  exceptionReason: string | null;
}): NewLine {
  const code = createVerificationCode();
  const year = Number(issuedOn.slice(0, 4));
  return {
    ...rest,
    id: randomUUID(),
    number,
    serial: fillNumberPattern(design.numberPattern, { number, year }),
    registerNumber: fillNumberPattern(design.registerPattern, { number, year }),
    code,
    codeHash: Buffer.from(hashVerificationCode(code)).toString('hex'),
    facts: { ...facts, address: `${origin}/v/${groupVerificationCode(code)}` },
    nameFolded: foldForSearch(facts.name),
    issuedOn,
  };
}

export interface WriteLinesOptions {
  lines: NewLine[];
  seriesId: string;
  runId: string;
  templateId: string;
  issuedById: string;
  issuedAt: Date;
  ruleVersion: number | null;
}

/** One statement for all: three thousand rows through the client would hold the database's only connection for seconds. */
export async function writeLines(tx: Db, options: WriteLinesOptions): Promise<void> {
  const { lines, seriesId, runId, templateId, issuedById, issuedAt, ruleVersion } = options;
  // "1-{n}" after "{n}-5": each pattern is right, and together they give a number twice.
  const taken = await tx.certificate.count({
    where: { seriesId, serial: { in: lines.map(({ serial }) => serial) } },
  });
  if (taken > 0) throw appError('malformed', { fields: ['numberPattern'] });
  await tx.$executeRaw`
    INSERT INTO "Certificate" (
      "id", "seriesId", "runId", "templateId", "issuedById", "issuedAt", "ruleVersion", "personId", "number", "serial",
      "registerNumber", "code", "codeHash", "facts", "nameFolded", "publishName", "nameChosenAt", "issuedOn",
      "exceptionReason"
    )
    SELECT
      "id", ${seriesId}::uuid, ${runId}::uuid, ${templateId}::uuid, ${issuedById}::uuid, ${issuedAt}, ${ruleVersion}::int,
      "personId", "number", "serial", "registerNumber", "code", decode("codeHash", 'hex'), "facts", "nameFolded", "publishName",
      "nameChosenAt", "issuedOn", "exceptionReason"
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line (
      "id" uuid, "personId" uuid, "number" int, "serial" text, "registerNumber" text, "code" text, "codeHash" text,
      "facts" jsonb, "nameFolded" text, "publishName" boolean, "nameChosenAt" timestamptz, "issuedOn" date, "exceptionReason" text
    )`;
  // The lines hold their people now: whoever was erased while results were read has gone before, and whoever is erased later takes these along.
  const gone = await tx.person.count({
    where: { id: { in: lines.map(({ personId }) => personId) }, erasedAt: { not: null } },
  });
  if (gone > 0) throw appError('wrong_state', undefined, 'a learner was erased meanwhile');
  const last = Math.max(...lines.map(({ number }) => number));
  await tx.certificateRegister.update({ where: { seriesId }, data: { lastNumber: last } });
}

async function auditIssue(
  tx: Db,
  { lines, seriesId, personId }: { lines: NewLine[]; seriesId: string; personId: string },
): Promise<void> {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return;
  await writeAudit(tx, {
    actorId: personId,
    action: 'certificates.issued',
    seriesId,
    details: {
      count: lines.length,
      title: lines.length === 1 ? first.serial : `${first.serial} – ${last.serial}`,
    },
  });
  for (const line of lines) {
    if (line.exceptionReason === null) continue;
    await writeAudit(tx, {
      actorId: personId,
      action: 'certificate.issued_as_exception',
      seriesId,
      details: { certificateId: line.id, title: line.serial, personId: line.personId },
    });
  }
}
