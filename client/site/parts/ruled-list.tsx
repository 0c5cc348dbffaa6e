import type { ReactNode } from 'react';
import styles from './ruled-list.module.css';

/** Lines of a programme: each thing under a hairline, what can be done with it at its end. */
export function RuledList({ children, ordered = false }: { children: ReactNode; ordered?: boolean }) {
  const Element = ordered ? 'ol' : 'ul';
  return <Element className={styles.list}>{children}</Element>;
}

export interface RuledItemProps {
  title: ReactNode;
  /** Facts about it, in one quiet line. */
  notes?: readonly string[];
  aside?: ReactNode;
  children?: ReactNode;
}

export function RuledItem({ title, notes = [], aside, children }: RuledItemProps) {
  return (
    <li className={styles.item}>
      <div className={styles.texts}>
        <p className={styles.title}>{title}</p>
        {notes.length > 0 && (
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        {children}
      </div>
      {aside && <div className={styles.aside}>{aside}</div>}
    </li>
  );
}
