import { type FormEvent, type ReactNode, useRef } from 'react';
import styles from './form.module.css';

export interface FormProps {
  onSubmit: () => void | Promise<void>;
  children: ReactNode;
  /** Names the form for screen readers where no heading does. */
  label?: string;
}

/** Sends nothing by itself. After a submit, the first field with an error gets the focus. */
export function Form({ onSubmit, children, label }: FormProps) {
  const form = useRef<HTMLFormElement>(null);

  async function handleSubmit(event: FormEvent) {
    event.preventDefault();
    await onSubmit();
    // The fields draw their errors first.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event: FormEvent) => void handleSubmit(event)}
    >
      {children}
    </form>
  );
}

/** Fields beside each other where there is room, under each other on a phone. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** The buttons under a form: the main act first, full width on a phone. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
