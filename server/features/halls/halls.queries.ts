import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import type { HallDto } from '#shared/features/halls.ts';
import { compareByGivenName } from '#shared/names.ts';

const name = { select: { name: true } } as const;
export const wholeHall = {
  attester: name,
  confirmedBy: name,
  refusedBy: name,
  people: {
    include: {
      person: {
        select: { name: true, enrolments: { select: { seriesId: true, organisation: true } } },
      },
    },
  },
  attestations: {
    orderBy: { at: 'asc' },
    include: { by: name, withdrawnBy: name, topic: { select: { title: true } } },
  },
  sheets: { orderBy: { uploadedAt: 'asc' } },
  session: { select: { seriesId: true } },
} as const satisfies Prisma.HallInclude;

export type WholeHall = Prisma.HallGetPayload<{ include: typeof wholeHall }>;

/** All halls of a session, refused ones and withdrawn attestations among them: for staff, and for what is kept as evidence. */
export async function readHalls(db: Db, sessionId: string): Promise<HallDto[]> {
  const rows = await db.hall.findMany({
    where: { sessionId },
    include: wholeHall,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toHallDto);
}

export async function readHall(db: Db, hallId: string): Promise<HallDto> {
  return toHallDto(await db.hall.findUniqueOrThrow({ where: { id: hallId }, include: wholeHall }));
}

export function toHallDto(row: WholeHall): HallDto {
  return {
    hallId: row.id,
    name: row.name,
    place: row.place,
    attester: { personId: row.attesterId, name: row.attester.name },
    createdAt: row.createdAt.toISOString(),
    confirmation: row.confirmedAt && {
      at: row.confirmedAt.toISOString(),
      byName: row.confirmedBy?.name ?? '',
    },
    refusal: row.refusedAt && {
      at: row.refusedAt.toISOString(),
      byName: row.refusedBy?.name ?? '',
      reason: row.refusalReason,
    },
    people: row.people
      .map(({ personId, person, confirmedAt }) => ({
        personId,
        name: person.name,
        organisation:
          person.enrolments.find(({ seriesId }) => seriesId === row.session.seriesId)?.organisation ?? null,
        confirmedAt: confirmedAt?.toISOString() ?? null,
      }))
      .sort(
        (left, right) =>
          compareByGivenName(left.name, right.name) || left.personId.localeCompare(right.personId),
      ),
    attestations: row.attestations.map((attestation) => ({
      attestationId: attestation.id,
      at: attestation.at.toISOString(),
      topicId: attestation.topicId,
      topicTitle: attestation.topic?.title ?? null,
      byName: attestation.by?.name ?? '',
      personIds: attestation.personIds,
      confirmedIds: attestation.confirmedIds,
      withdrawal: attestation.withdrawnAt && {
        at: attestation.withdrawnAt.toISOString(),
        byName: attestation.withdrawnBy?.name ?? '',
        reason: attestation.withdrawalReason,
      },
    })),
    sheets: row.sheets.map(({ id, fileName, sizeBytes, uploadedAt }) => ({
      sheetId: id,
      fileName,
      sizeBytes,
      uploadedAt: uploadedAt.toISOString(),
    })),
  };
}
