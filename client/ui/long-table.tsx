import { useState } from 'react';
import { Button } from './button.tsx';
import { Table, type TableProps } from './table.tsx';
import { usePrinting } from './use-printing.ts';

export interface LongTableProps<Row> extends Omit<TableProps<Row>, 'rowLimit'> {
  /** So many rows at first, and so many more with each press. */
  step: number;
  /** What the button says: how many it would bring. */
  more: (count: number) => string;
}

/** A table that would make an old phone slow if it were drawn at once: it grows when asked to. On paper it is whole. */
export function LongTable<Row>({ step, more, ...table }: LongTableProps<Row>) {
  const isPrinting = usePrinting();
  const [limit, setLimit] = useState(step);
  const hidden = isPrinting ? 0 : table.rows.length - limit;
  return (
    <>
      <Table {...table} {...(isPrinting ? {} : { rowLimit: limit })} />
      {hidden > 0 && (
        <div>
          <Button icon="down" onClick={() => setLimit(limit + step)}>
            {more(Math.min(hidden, step))}
          </Button>
        </div>
      )}
    </>
  );
}
