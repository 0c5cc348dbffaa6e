import type { ReactNode } from 'react';
import { useErrorText } from '#client/lib/error-text.ts';
import styles from './form-error.module.css';
import { Icon } from './icon.tsx';

export interface FieldErrorProps {
  id?: string;
  children: ReactNode;
}

/** Under the field it speaks of. */
export function FieldError({ id, children }: FieldErrorProps) {
  return (
    <p id={id} className={styles.field}>
      <Icon name="warning" />
      <span>{children}</span>
    </p>
  );
}

export interface FormErrorProps {
  /** Whatever was thrown or answered; turned into words. */
  error?: unknown;
  /** Or the words themselves. */
  children?: ReactNode;
}

/** Above the buttons of a form. The alert region stands there from the start, so that what appears in it is read out. */
export function FormError({ error, children }: FormErrorProps) {
  const errorText = useErrorText();
  const text = children ?? (error ? errorText(error) : undefined);

  return (
    <div role="alert" className={text ? styles.form : styles.silent}>
      {text && (
        <>
          <Icon name="warning" />
          <div>{text}</div>
        </>
      )}
    </div>
  );
}
