import type { Db } from '#server/core/context.ts';

/** A hall that named somebody of the list, whether or not it counts. */
export interface ListHall {
  hallId: string;
  sessionId: string;
  name: string;
  place: string;
  attester: string;
  confirmedAt: Date | null;
  confirmedBy: string | null;
  refusedAt: Date | null;
  refusedBy: string | null;
  refusalReason: string;
  /** Lists with signatures, photographed or scanned. */
  signedSheets: number;
  /** How many people it named in topics of the list, and how many of them typed the digits on the hall's screen. */
  people: number;
  peopleByDigits: number;
}

/** One person in one hall, over a topic. Withdrawn namings are not among them. */
export interface HallNaming {
  hall: ListHall;
  topicId: string;
  named: number;
  /** Of these, how often they had typed the digits by themselves shortly before; else the attester ticked them. */
  byDigits: number;
  firstAt: Date;
  lastAt: Date;
}

export class ListHalls {
  readonly halls: readonly ListHall[];
  readonly #byPerson: ReadonlyMap<string, HallNaming[]>;

  constructor(halls: readonly ListHall[], byPerson: ReadonlyMap<string, HallNaming[]>) {
    this.halls = halls;
    this.#byPerson = byPerson;
  }

  of(personId: string): readonly HallNaming[] {
    return this.#byPerson.get(personId) ?? [];
  }
}

interface ReadListHallsOptions {
  seriesId: string;
  topicIds: readonly string[];
  personId?: string | undefined;
}

export async function readListHalls(
  db: Db,
  { seriesId, topicIds, personId }: ReadListHallsOptions,
): Promise<ListHalls> {
  const rows = await db.hall.findMany({
    where: {
      session: { seriesId },
      attestations: { some: { withdrawnAt: null, topicId: { in: [...topicIds] } } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: {
      attester: { select: { name: true } },
      confirmedBy: { select: { name: true } },
      refusedBy: { select: { name: true } },
      attestations: {
        where: { withdrawnAt: null, topicId: { in: [...topicIds] } },
        orderBy: { at: 'asc' },
        select: { at: true, topicId: true, personIds: true, confirmedIds: true },
      },
      _count: { select: { sheets: true } },
    },
  });
  const byPerson = new Map<string, HallNaming[]>();
  const halls = rows.flatMap((row): ListHall[] => {
    const hall: ListHall = {
      hallId: row.id,
      sessionId: row.sessionId,
      name: row.name,
      place: row.place,
      attester: row.attester.name,
      confirmedAt: row.confirmedAt,
      confirmedBy: row.confirmedBy?.name ?? null,
      refusedAt: row.refusedAt,
      refusedBy: row.refusedBy?.name ?? null,
      refusalReason: row.refusalReason,
      signedSheets: row._count.sheets,
      people: 0,
      peopleByDigits: 0,
    };
    const [people, byDigits] = [new Set<string>(), new Set<string>()];
    for (const { at, topicId, personIds, confirmedIds } of row.attestations) {
      const confirmed = new Set(confirmedIds);
      for (const whose of personIds) {
        if (topicId === null || (personId && whose !== personId)) continue;
        people.add(whose);
        if (confirmed.has(whose)) byDigits.add(whose);
        addNaming(byPerson, whose, { hall, topicId, at, isByDigits: confirmed.has(whose) });
      }
    }
    hall.people = people.size;
    hall.peopleByDigits = byDigits.size;
    return people.size > 0 ? [hall] : [];
  });
  return new ListHalls(halls, byPerson);
}

function addNaming(
  byPerson: Map<string, HallNaming[]>,
  personId: string,
  { hall, topicId, at, isByDigits }: { hall: ListHall; topicId: string; at: Date; isByDigits: boolean },
): void {
  const own = byPerson.get(personId) ?? [];
  byPerson.set(personId, own);
  const before = own.find((naming) => naming.hall === hall && naming.topicId === topicId);
  const naming = before ?? { hall, topicId, named: 0, byDigits: 0, firstAt: at, lastAt: at };
  if (!before) own.push(naming);
  naming.named += 1;
  naming.lastAt = at;
  if (isByDigits) naming.byDigits += 1;
}
