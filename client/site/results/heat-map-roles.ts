/**
 * Parts of a grid. The keyboard's focus stays on the grid, which says what is active in it, so none of them takes it; in a real table the
 * rows out of sight could not be left out.
 */
export const roles = {
  rowgroup: { role: 'rowgroup' },
  /** From 1, the headings being the first. */
  row: (number: number) => ({ role: 'row', 'aria-rowindex': number }),
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  /** With what is said of it, where its text does not say it all. */
  gridcell: (label?: string) => ({ role: 'gridcell', 'aria-label': label }),
} as const;
