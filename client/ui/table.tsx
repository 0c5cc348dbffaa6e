import { type ReactNode, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Select } from './select.tsx';
import styles from './table.module.css';
import { tableRoles } from './table-roles.ts';
import { type SortValue, sortRows, type TableSort } from './table-sort.ts';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end, so that their units align. */
  align?: 'start' | 'end';
  /** Makes the column sortable: what is compared. Empty values stand last either way. */
  sortValue?: (row: Row) => SortValue;
  /** How, where alphabet and number do not do: `compareByGivenName`. */
  compare?: (a: string, b: string) => number;
  /** The heading of a row's card on a phone. */
  primary?: boolean;
  hideOnPhone?: boolean;
  /** What can be done with a row, which paper has no use for. */
  screenOnly?: boolean;
}

export interface TableProps<Row> {
  /** What the table shows. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Stands in place of the rows when there are none. */
  empty?: ReactNode;
  initialSort?: TableSort;
  /** So many of the sorted rows are drawn; the page offers the rest. */
  rowLimit?: number;
}

/** A table where there is room; on a phone every row is a card, with the headers as labels. */
export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  empty,
  initialSort,
  rowLimit,
}: TableProps<Row>) {
  const { t } = useTranslation('common');
  const captionId = useId();
  const [sort, setSort] = useState<TableSort | undefined>(initialSort);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const sortable = columns.filter((column) => column.sortValue);

  if (rows.length === 0) return <>{empty ?? <p className={styles.empty}>{t('table.empty')}</p>}</>;

  function toggleSort(key: string) {
    const isAscending = sort?.key === key && sort.direction === 'ascending';
    setSort({ key, direction: isAscending ? 'descending' : 'ascending' });
  }

  return (
    <div className={styles.wrapper}>
      <p id={captionId} className={captionHidden ? styles.hidden : styles.caption}>
        {caption}
      </p>
      {sortable.length > 0 && (
        <div className={styles.phoneSort}>
          <Select
            label={t('table.sortBy')}
            value={sort ? `${sort.key} ${sort.direction}` : ''}
            placeholder={t('field.choose')}
            onChange={(value) => setSort(toSort(value))}
            options={sortable.flatMap(({ key, header }) => [
              { value: `${key} ascending`, label: `${header}, ${t('table.ascending')}` },
              { value: `${key} descending`, label: `${header}, ${t('table.descending')}` },
            ])}
          />
        </div>
      )}
      <table {...tableRoles.table} className={styles.table} aria-labelledby={captionId}>
        <thead {...tableRoles.group}>
          <tr {...tableRoles.row}>
            {columns.map((column) => (
              <th
                key={column.key}
                {...tableRoles.columnHeader}
                scope="col"
                data-screen-only={column.screenOnly ? '' : undefined}
                className={classNames(column.align === 'end' && styles.end)}
                aria-sort={sort?.key === column.key ? sort.direction : undefined}
              >
                <span className={column.sortValue && styles.plainHeader}>{column.header}</span>
                {column.sortValue && (
                  <button type="button" className={styles.sort} onClick={() => toggleSort(column.key)}>
                    {column.header}
                    <SortMark direction={sort?.key === column.key ? sort.direction : undefined} />
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.group}>
          {sorted.slice(0, rowLimit).map((row) => (
            <tr key={rowKey(row)} {...tableRoles.row}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  {...tableRoles.cell}
                  data-label={column.header}
                  data-screen-only={column.screenOnly ? '' : undefined}
                  className={classNames(
                    column.align === 'end' && styles.end,
                    column.primary && styles.primary,
                    column.hideOnPhone && styles.hideOnPhone,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortMark({ direction }: { direction: TableSort['direction'] | undefined }) {
  const name = direction === 'ascending' ? 'up' : 'down';
  return <Icon name={name} size={14} className={direction ? undefined : styles.idle} />;
}

function toSort(value: string): TableSort {
  const [key = '', direction] = value.split(' ');
  return { key, direction: direction === 'descending' ? 'descending' : 'ascending' };
}
