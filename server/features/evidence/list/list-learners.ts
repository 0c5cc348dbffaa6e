import type { Db } from '#server/core/context.ts';
import { readStaysOf, type SessionRun } from '#server/features/attendance/attendance.service.ts';
import { findContacts } from '#server/features/attendance/results/learners.queries.ts';
import type { SeriesRoll } from '#server/features/attendance/results/results.service.ts';
import type { ListLearner } from './attendance-list.ts';

/**
 * How many are read at a time, with all that is known of them: some ten megabytes, of which two are in memory, one that is written and the next. A
 * list that is no longer is read once, and every file that is made of it says the same.
 */
const PART = 4_000;

export interface ReadListLearnersOptions {
  db: Db;
  results: Pick<SeriesRoll, 'seriesId' | 'judge'>;
  /** Of the session that the list is about, if it is about one. */
  run: SessionRun | null;
  /** Which topics of the results belong to the list. */
  places: readonly number[];
  /** Who is on it, in its order. */
  personIds: readonly string[];
}

export async function readListLearners(
  options: ReadListLearnersOptions,
): Promise<ListLearner[] | AsyncIterable<ListLearner>> {
  const { personIds } = options;
  if (personIds.length <= PART) return readPart(options, personIds);
  return {
    async *[Symbol.asyncIterator]() {
      let next: Promise<ListLearner[]> | undefined = readPart(options, personIds.slice(0, PART));
      for (let from = PART; next; from += PART) {
        const part: ListLearner[] = await next;
        // The database reads while this process writes.
        next = from < personIds.length ? readPart(options, personIds.slice(from, from + PART)) : undefined;
        // Whoever goes away before it is asked for has no use for its failure either.
        next?.catch(() => {});
        yield* part;
      }
    },
  };
}

async function readPart(
  { db, results, run, places }: ReadListLearnersOptions,
  personIds: readonly string[],
): Promise<ListLearner[]> {
  const known = await findContacts(db, { seriesId: results.seriesId, personIds });
  const stays = run && (await readStaysOf({ db, run, personIds: [...personIds] }));
  const contactOf = new Map(known.map((contact) => [contact.personId, contact]));
  const stayOf = new Map(stays?.map((stay) => [stay.personId, stay]));
  return personIds.flatMap((personId): ListLearner[] => {
    const contact = contactOf.get(personId);
    // Removed from the installation since the list was begun.
    if (!contact) return [];
    const judged = results.judge(contact);
    const stay = stayOf.get(personId);
    return [
      {
        ...judged,
        stay: stay
          ? { firstSeenAt: stay.firstSeenAt, lastSeenAt: stay.lastSeenAt, seconds: stay.seconds }
          : null,
        topics: places.flatMap((place) => judged.topics[place] ?? []),
      },
    ];
  });
}
