import { compareByGivenName, foldForSearch } from '#client/lib/names.ts';
import type { PersonHereDto } from '#shared/features/order.ts';
import { isStaff } from '#shared/roles.ts';

/** Those whose names hold what is sought, without case and marks: staff first, then by given name. */
export function sortPeople(people: Iterable<PersonHereDto>, sought: string): PersonHereDto[] {
  const folded = foldForSearch(sought.trim());
  return [...people]
    .filter(({ name }) => folded === '' || foldForSearch(name).includes(folded))
    .sort((a, b) => Number(isStaff(b.role)) - Number(isStaff(a.role)) || compareByGivenName(a.name, b.name));
}
