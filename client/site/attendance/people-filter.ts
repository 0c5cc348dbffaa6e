import type { BoardPerson } from '#client/features/attendance/board.ts';
import { attendanceWays } from '#shared/attendance-ways.ts';
import { foldForSearch } from '#shared/names.ts';

export const openFilters = ['all', 'present', 'in_hall', 'risk', 'left', 'absent'] as const;
export const closedFilters = ['all', ...attendanceWays, 'none'] as const;
export type PeopleFilter = (typeof openFilters)[number] | (typeof closedFilters)[number];

export function filterPeople(
  people: readonly BoardPerson[],
  { search, filter }: { search: string; filter: PeopleFilter },
): BoardPerson[] {
  const words = foldForSearch(search).split(' ').filter(Boolean);
  return people.filter((person) => {
    if (!fits(person, filter)) return false;
    if (words.length === 0) return true;
    const text = foldForSearch(`${person.name} ${person.organisation ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}

function fits({ state, outlook, hall, way }: BoardPerson, filter: PeopleFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'self':
    case 'hall':
    case 'elsewhere':
    case 'by_hand':
    case 'none':
      return way === filter;
    case 'risk':
      return outlook !== null && outlook !== 'fair';
    case 'in_hall':
      return hall !== null;
    case 'present':
    case 'left':
    case 'absent':
      return state === filter;
  }
}

/** Whole minutes, as attendance is judged: 59 seconds are none. */
export function toMinutes(seconds: number): number {
  return Math.floor(seconds / 60);
}
