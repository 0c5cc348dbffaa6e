import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  title: ReactNode;
  /** One line above the title: where in the whole this stands. */
  eyebrow?: ReactNode;
  /** A sentence or two under it. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** A status pill beside the title. */
  status?: ReactNode;
  back?: { href: string; label: string };
}

/** The head of a programme: title large and alone, closed by a firm rule. */
export function PageHeader({ title, eyebrow, lead, actions, status, back }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      {back && (
        <a className={styles.back} href={back.href}>
          <Icon name="back" />
          {back.label}
        </a>
      )}
      <div className={styles.row}>
        <div className={styles.texts}>
          {(eyebrow || status) && (
            <p className={styles.eyebrow}>
              {eyebrow}
              {status}
            </p>
          )}
          <h1>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  );
}
