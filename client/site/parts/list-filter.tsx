import type { ReactNode } from 'react';
import { FieldRow } from '#client/ui/form.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import styles from './list-filter.module.css';

export interface ListFilterProps {
  /** What can be searched for. */
  label: string;
  search: string;
  onSearch: (search: string) => void;
  /** Choices beside it. */
  children?: ReactNode;
}

/** Whom a list shows. On paper nobody can ask it for others. */
export function ListFilter({ label, search, onSearch, children }: ListFilterProps) {
  return (
    <div data-screen-only="">
      <FieldRow>
        <TextField
          label={label}
          type="search"
          name="search"
          prefix="search"
          value={search}
          onChange={onSearch}
        />
        {children}
      </FieldRow>
    </div>
  );
}

/** How many it found, which is said aloud when it changes. */
export function ListCount({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={styles.count}>
      {children}
    </p>
  );
}
