export type SortValue = string | number | null;

export interface TableSort {
  key: string;
  direction: 'ascending' | 'descending';
}

interface SortableColumn<Row> {
  key: string;
  sortValue?: (row: Row) => SortValue;
  compare?: (a: string, b: string) => number;
}

/** A sorted copy; rows that compare equal keep their order, rows without a value stand last in both directions. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly SortableColumn<Row>[],
  sort: TableSort | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key);
  const read = column?.sortValue;
  if (!sort || !read) return rows;

  const compareTexts = column.compare ?? collator.compare;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((rowA, rowB) => {
    const a = read(rowA);
    const b = read(rowB);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * compareTexts(String(a), String(b));
  });
}

const collator = new Intl.Collator('vi', { numeric: true });
