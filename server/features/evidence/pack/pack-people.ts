import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { PackFile } from './pack-files.ts';
import { findPeople, tellsOfPeople } from './verifier/ids.mjs';

/** Far below what one question takes. */
const PEOPLE_A_PART = 5_000;

/** Everybody whom an id in a pack means: found in its files while they travel, by what its verifier finds them by. */
export class PackPeople {
  readonly #ids = new Set<string>();

  /** The same file; whom it tells of is known once it has been read. */
  watch({ path, pieces }: PackFile): PackFile {
    return tellsOfPeople(path) ? { path, pieces: this.#follow(path, pieces) } : { path, pieces };
  }

  /**
   * Those, and all who are on the list or staff of the series: name and role, and no more. `name` null: somebody whom the installation does not know any more, and of whom
   * nothing but the id is left.
   */
  async read(db: Db, seriesId: string) {
    const ofSeries = await db.person.findMany({
      where: { OR: [{ enrolments: { some: { seriesId } } }, { staffOf: { some: { seriesId } } }] },
      select: { id: true },
    });
    const ids = [...new Set([...ofSeries.map(({ id }) => id), ...this.#ids])].sort();
    const people: { personId: string; name: string | null; role: string | null }[] = [];
    for (let from = 0; from < ids.length; from += PEOPLE_A_PART) {
      const part = ids.slice(from, from + PEOPLE_A_PART);
      const rows = await db.person.findMany({
        where: { id: { in: part } },
        select: {
          id: true,
          name: true,
          platformRole: true,
          staffOf: { where: { seriesId }, select: { role: true } },
          enrolments: { where: { seriesId }, select: { id: true } },
        },
      });
      const known = new Map(rows.map((row) => [row.id, row]));
      for (const personId of part) {
        const row = known.get(personId);
        people.push({ personId, name: row?.name ?? null, role: row ? toRole(row) : null });
      }
    }
    return people;
  }

  async *#follow(path: string, pieces: PackFile['pieces']): AsyncGenerator<string | Uint8Array> {
    const found = (personId: string) => void this.#ids.add(personId);
    for await (const piece of pieces) {
      // What tells of people is written in whole lines, or as one text.
      const text = typeof piece === 'string' ? piece : Buffer.from(piece).toString();
      const texts = path.endsWith('.jsonl') ? text.split('\n').filter((line) => line !== '') : [text];
      for (const each of texts) findPeople(JSON.parse(each), found);
      yield piece;
    }
  }
}

/** As what they stand in this series; null where they have no part in it any more. */
function toRole({
  platformRole,
  staffOf: [staff],
  enrolments,
}: {
  platformRole: 'NONE' | 'ORGANISER' | 'ADMIN';
  staffOf: { role: 'TRAINER' | 'MODERATOR' }[];
  enrolments: { id: string }[];
}): string | null {
  if (staff) return toWireName(staff.role);
  if (platformRole !== 'NONE') return toWireName(platformRole);
  return enrolments.length > 0 ? 'learner' : null;
}
