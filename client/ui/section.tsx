import { type ReactNode, useId } from 'react';
import { Heading, type HeadingLevel } from './heading.tsx';
import styles from './section.module.css';

export interface SectionProps {
  title: ReactNode;
  headingLevel?: HeadingLevel;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page, set off by a rule and space rather than a box. */
export function Section({ title, headingLevel = 2, lead, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <div className={styles.header}>
        <div>
          <Heading level={headingLevel} id={titleId}>
            {title}
          </Heading>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
