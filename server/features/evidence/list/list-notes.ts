import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import type { AttendanceList } from './attendance-list.ts';
import type { ListHall } from './list-halls.ts';
import type { ListWords } from './list-words.ts';

/** Whether what a hall said counts, and who decided that and when. */
export function toHallState(
  { timeZone }: Pick<AttendanceList, 'timeZone'>,
  { confirmedAt, confirmedBy, refusedAt, refusedBy }: ListHall,
  { hallStates }: Pick<ListWords, 'hallStates'>,
): string {
  const readTime = localTimeReader(timeZone);
  if (refusedAt) return hallStates.refused(refusedBy, formatTime(readTime(refusedAt)));
  return confirmedAt
    ? hallStates.confirmed(confirmedBy, formatTime(readTime(confirmedAt)))
    : hallStates.waiting;
}

export interface ListNotes {
  title: string;
  lines: string[];
}

/** What stands under a printed list: on whose word people count who were not there by themselves, and who decided otherwise, when and why. */
export function* toNotes(list: AttendanceList, words: ListWords): Generator<ListNotes> {
  const { halls, corrections, timeZone } = list;
  const readTime = localTimeReader(timeZone);
  if (halls.halls.length > 0) {
    yield {
      title: words.sheets.halls,
      lines: halls.halls.map((hall) => words.hallNote(hall, toHallState(list, hall, words))),
    };
  }
  if (corrections.length > 0) {
    yield {
      title: words.correctionNotes,
      lines: corrections.map((correction) => {
        const said = words.corrected(correction, formatTime(readTime(correction.madeAt)));
        const { withdrawnAt } = correction;
        const withdrawn = withdrawnAt
          ? `; ${words.withdrawn(correction, formatTime(readTime(withdrawnAt)))}`
          : '';
        return `${withdrawnAt ? '' : '* '}${correction.name}: ${said}${withdrawn}`;
      }),
    };
  }
}
