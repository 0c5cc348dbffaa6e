import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateRunDto } from '#shared/features/certificate-issuing.ts';

const withStarter = { startedBy: { select: { name: true } } } satisfies Prisma.CertificateRunInclude;
type RunRow = Prisma.CertificateRunGetPayload<{ include: typeof withStarter }>;

export async function getRunDto(db: Db, runId: string): Promise<CertificateRunDto> {
  const run = await db.certificateRun.findUniqueOrThrow({ where: { id: runId }, include: withStarter });
  return toRunDto(db, run);
}

/** Those that are not done, and the last one; the latest first. */
export async function listRuns(db: Db, seriesId: string): Promise<CertificateRunDto[]> {
  const latestFirst = { orderBy: { startedAt: 'desc' }, include: withStarter } as const;
  const last = await db.certificateRun.findFirst({ ...latestFirst, where: { seriesId } });
  const waiting = await db.certificateRun.findMany({
    ...latestFirst,
    where: { seriesId, state: { not: 'DONE' }, ...(last ? { id: { not: last.id } } : {}) },
  });
  return Promise.all([...(last ? [last] : []), ...waiting].map((run) => toRunDto(db, run)));
}

/** Says how it should be: pausing what is paused changes nothing. */
export async function moveRun({
  db,
  seriesId,
  runId,
  personId,
  move,
}: {
  db: PrismaClient;
  seriesId: string;
  runId: string;
  personId: string;
  move: 'pause' | 'resume';
}): Promise<CertificateRunDto> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.certificateRun.updateMany(
      move === 'pause' ? pause({ runId, seriesId }) : resume({ runId, seriesId }),
    );
    if (count === 0) {
      const run = await tx.certificateRun.findFirst({ where: { id: runId, seriesId } });
      if (!run) throw appError('not_found');
      if (run.state !== (move === 'pause' ? 'PAUSED' : 'RUNNING')) throw appError('wrong_state');
      return;
    }
    // Those that failed are tried again: whoever resumes has mended what was wrong, or hopes so.
    if (move === 'resume') {
      await tx.certificate.updateMany({
        where: { runId, failedAt: { not: null } },
        data: { failedAt: null, attempts: 0 },
      });
    }
    await writeAudit(tx, {
      actorId: personId,
      action: move === 'pause' ? 'certificates.paused' : 'certificates.resumed',
      seriesId,
    });
  });
  return getRunDto(db, runId);
}

interface WhichRun {
  runId: string;
  seriesId: string;
}

function pause({ runId, seriesId }: WhichRun): Prisma.CertificateRunUpdateManyArgs {
  return { where: { id: runId, seriesId, state: 'RUNNING' }, data: { state: 'PAUSED' } };
}

function resume({ runId, seriesId }: WhichRun): Prisma.CertificateRunUpdateManyArgs {
  const failed = { certificates: { some: { failedAt: { not: null } } } };
  return {
    where: { id: runId, seriesId, OR: [{ state: 'PAUSED' }, { state: 'DONE', ...failed }] },
    data: { state: 'RUNNING', finishedAt: null },
  };
}

async function toRunDto(db: Db, run: RunRow): Promise<CertificateRunDto> {
  const [counted] = await db.$queryRaw<{ ready: number; failed: number }[]>`
    SELECT count("readyAt")::int AS "ready", count("failedAt")::int AS "failed"
    FROM "Certificate" WHERE "runId" = ${run.id}::uuid`;
  return {
    runId: run.id,
    state: toWireName(run.state),
    total: run.total,
    ready: counted?.ready ?? 0,
    failed: counted?.failed ?? 0,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    startedByName: run.startedBy?.name ?? null,
  };
}
