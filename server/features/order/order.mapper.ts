import type { Prisma } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { Peer } from '#server/features/live/peer.ts';
import { type ExclusionDto, exclusionDto, type PersonHereDto } from '#shared/features/order.ts';

export const withNames = {
  person: { select: { name: true } },
  madeBy: { select: { name: true } },
} satisfies Prisma.ExclusionInclude;

export type ExclusionRow = Prisma.ExclusionGetPayload<{ include: typeof withNames }>;

export function toExclusionDto(row: ExclusionRow): ExclusionDto {
  return {
    exclusionId: row.id,
    personId: row.personId,
    name: row.person.name,
    kind: toWireName(row.kind),
    reason: exclusionDto.shape.reason.parse(row.reason),
    note: row.note,
    madeAt: row.madeAt.toISOString(),
    madeByName: row.madeBy?.name ?? null,
  };
}

/** A person's pages as one: here since the first of them came. */
export function toPeopleHere(peers: Iterable<Peer>): Map<string, PersonHereDto> {
  const people = new Map<string, PersonHereDto>();
  for (const { personId, name, role, joinedAt } of peers) {
    const since = joinedAt.toISOString();
    const known = people.get(personId);
    if (!known || since < known.since) people.set(personId, { personId, name, role, since });
  }
  return people;
}
