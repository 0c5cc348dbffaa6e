import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockAnySeries } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateDesign, CertificateTemplateDto } from '#shared/features/certificate-template.ts';
import { createDefaultDesign } from './default-design.ts';
import { readDesign } from './facts.ts';

const withMaker = { madeBy: { select: { name: true } } } satisfies Prisma.CertificateTemplateInclude;
type TemplateRow = Prisma.CertificateTemplateGetPayload<{ include: typeof withMaker }>;

export async function readTemplate(db: Db, seriesId: string): Promise<CertificateTemplateDto> {
  const row = await db.certificateTemplate.findFirst({
    where: { seriesId },
    orderBy: { version: 'desc' },
    include: withMaker,
  });
  return row
    ? toTemplateDto(row)
    : { version: 0, design: createDefaultDesign(), madeByName: null, madeAt: null };
}

export interface ChangeTemplateOptions {
  db: PrismaClient;
  seriesId: string;
  personId: string;
  clientId: string;
  design: CertificateDesign;
}

/** The same design again makes no version. */
export async function changeTemplate(options: ChangeTemplateOptions): Promise<CertificateTemplateDto> {
  const { db, seriesId, personId, clientId, design } = options;
  return db.$transaction(async (tx) => {
    await lockAnySeries(tx, seriesId);
    const earlier = await tx.certificateTemplate.findUnique({
      where: { madeById_clientId: { madeById: personId, clientId } },
      include: withMaker,
    });
    if (earlier) {
      if (earlier.seriesId !== seriesId || !isSameDesign(readDesign(earlier.design), design))
        throw appError('conflict');
      return toTemplateDto(earlier);
    }
    await assertImagesBelong(tx, { seriesId, design });
    const last = await tx.certificateTemplate.findFirst({
      where: { seriesId },
      orderBy: { version: 'desc' },
      include: withMaker,
    });
    if (last && isSameDesign(readDesign(last.design), design)) return toTemplateDto(last);
    const row = await tx.certificateTemplate.create({
      data: { seriesId, version: (last?.version ?? 0) + 1, design, madeById: personId, clientId },
      include: withMaker,
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'certificate_template.changed',
      seriesId,
      details: { version: row.version },
    });
    return toTemplateDto(row);
  });
}

/** A picture of another series is not this one's to print. */
export async function assertImagesBelong(
  db: Db,
  { seriesId, design }: { seriesId: string; design: CertificateDesign },
): Promise<void> {
  const ids = new Set(imageIdsOf(design));
  const count = await db.certificateImage.count({ where: { seriesId, id: { in: [...ids] } } });
  if (count !== ids.size) throw appError('not_found');
}

export function imageIdsOf({ issuers, signers }: CertificateDesign): string[] {
  return [...issuers.map(({ logoId }) => logoId), ...signers.map(({ imageId }) => imageId)].filter(
    (imageId) => imageId !== null,
  );
}

function toTemplateDto({ version, design, madeBy, madeAt }: TemplateRow): CertificateTemplateDto {
  return {
    version,
    design: readDesign(design),
    madeByName: madeBy?.name ?? null,
    madeAt: madeAt.toISOString(),
  };
}

/** PostgreSQL keeps the fields of JSON in an order of its own. */
function isSameDesign(left: CertificateDesign, right: CertificateDesign): boolean {
  return toCanonical(left) === toCanonical(right);
}

export function toCanonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
