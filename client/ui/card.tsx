import { type ReactNode, useId } from 'react';
import styles from './card.module.css';
import { classNames } from './class-names.ts';
import { Heading, type HeadingLevel } from './heading.tsx';

export interface CardProps {
  title?: ReactNode;
  headingLevel?: HeadingLevel;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  tone?: 'plain' | 'accent';
  as?: 'section' | 'article' | 'li' | 'div';
}

/** A sheet on the paper, for a thing that could be picked up. Parts of a page are a `Section`. */
export function Card({
  title,
  headingLevel = 2,
  actions,
  children,
  tone = 'plain',
  as: Element = 'section',
}: CardProps) {
  const titleId = useId();
  const isNamed = title !== undefined && Element !== 'div' && Element !== 'li';
  return (
    <Element
      className={classNames(styles.card, tone === 'accent' && styles.accent)}
      aria-labelledby={isNamed ? titleId : undefined}
    >
      {(title !== undefined || actions) && (
        <div className={styles.header}>
          {title !== undefined && (
            <Heading level={headingLevel} id={titleId} className={styles.title}>
              {title}
            </Heading>
          )}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </Element>
  );
}
