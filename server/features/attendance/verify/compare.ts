/** What both sides know of one thing, side by side; a time that nobody knows is null. */
type Value = string | number | boolean | null;

/** The first thing in which a row and the record differ, in words; undefined where they agree. */
export function findDifference(
  kept: Record<string, Value>,
  recorded: Record<string, Value>,
): string | undefined {
  for (const [name, value] of Object.entries(recorded)) {
    if (kept[name] !== value)
      return `${name} is ${show(value)} by the record, and kept as ${show(kept[name] ?? null)}`;
  }
  return undefined;
}

/** Times are told apart from other numbers by their size: none here is older than 2001. */
function show(value: Value): string {
  return typeof value === 'number' && value > 1e12 ? new Date(value).toISOString() : JSON.stringify(value);
}

export function toMs(time: Date | null): number | null {
  return time?.getTime() ?? null;
}

/** Ids of people, as one text that does not depend on their order. */
export function listPeople(personIds: Iterable<string>): string {
  return [...personIds].sort().join(' ');
}
