import type { ReactNode } from 'react';
import styles from './narrow-page.module.css';

/** A page with one thing to do: a form or a message, at reading width. */
export function NarrowPage({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>;
}

/** What is worth knowing beside it, quieter. */
export function Notes({ children }: { children: ReactNode }) {
  return <div className={styles.notes}>{children}</div>;
}
