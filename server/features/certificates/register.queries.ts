import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import type { CertificateDto, RegisterFilter } from '#shared/features/certificates.ts';
import { foldForSearch } from '#shared/names.ts';
import { readVerificationCode } from '#shared/verification-code.ts';
import { forRegister, toCertificateDto } from './certificates.mapper.ts';

/** About one screenful on a desk; the page asks for more. */
const PAGE = 100;

export interface RegisterSearch {
  seriesId: string;
  search?: string | undefined;
  show: RegisterFilter;
}

/** In the order of their numbers, a page at a time; `after` is the last number that the reader has. */
export async function listRegister(
  db: Db,
  { after, ...search }: RegisterSearch & { after?: number | undefined },
): Promise<{ total: number; certificates: CertificateDto[]; more: boolean }> {
  const where = toWhere(search);
  const [total, rows] = [
    await db.certificate.count({ where }),
    await db.certificate.findMany({
      where: { AND: [where, { number: { gt: after ?? 0 } }] },
      orderBy: { number: 'asc' },
      take: PAGE + 1,
      include: forRegister,
    }),
  ];
  return { total, certificates: rows.slice(0, PAGE).map(toCertificateDto), more: rows.length > PAGE };
}

/** All of it, in pages of its own. */
export async function readRegister(db: Db, search: RegisterSearch): Promise<CertificateDto[]> {
  const all: CertificateDto[] = [];
  for (;;) {
    const { certificates, more } = await listRegister(db, { ...search, after: all.at(-1)?.number });
    all.push(...certificates);
    if (!more) return all;
  }
}

/** Neither taken back nor replaced, of somebody who is known. */
export const holds = { revokedAt: null, replacedById: null, erasedAt: null, personId: { not: null } };

function toWhere({ seriesId, search, show }: RegisterSearch): Prisma.CertificateWhereInput {
  return { seriesId, ...filterOf(show), ...(search ? { AND: [toSearch(search)] } : {}) };
}

function filterOf(show: RegisterFilter): Prisma.CertificateWhereInput {
  switch (show) {
    case 'all':
      return {};
    case 'valid':
      return holds;
    case 'revoked':
      return { revokedAt: { not: null } };
    case 'replaced':
      return { replacedById: { not: null } };
    case 'exception':
      return { exceptionReason: { not: null } };
    case 'unready':
      return { readyAt: null, erasedAt: null };
  }
}

/** By name without marks, by a part of a number, or by the code on the paper. */
function toSearch(search: string): Prisma.CertificateWhereInput {
  const code = readVerificationCode(search);
  return {
    OR: [
      { nameFolded: { contains: foldForSearch(search) } },
      { serial: { contains: search, mode: 'insensitive' } },
      { registerNumber: { contains: search, mode: 'insensitive' } },
      ...(code ? [{ code }] : []),
    ],
  };
}
