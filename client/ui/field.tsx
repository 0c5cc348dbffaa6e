import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';
import { FieldError } from './form-error.tsx';

/** What every field of a form may say around its control. */
export interface FieldTexts {
  label: string;
  hint?: ReactNode;
  /** Says what is wrong and how to mend it; marks the field. */
  error?: string | undefined;
  /** Fields are required unless they say otherwise: marking the few is quieter than starring the many. */
  optional?: boolean | undefined;
}

export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps extends FieldTexts {
  id?: string | undefined;
  hideLabel?: boolean | undefined;
  /** Stands under the control, beside the error: a counter, for instance. */
  note?: ReactNode;
  children: (control: FieldControl) => ReactNode;
}

/** Label above, control, then hint or error below; wired together for screen readers. */
export function Field({ label, hint, error, optional, id, hideLabel, note, children }: FieldProps) {
  const { t } = useTranslation('common');
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(' ');

  return (
    <div className={styles.field}>
      <label htmlFor={controlId} className={hideLabel ? styles.hiddenLabel : styles.label}>
        {label}
        {optional && <span className={styles.optional}> ({t('optional')})</span>}
      </label>
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      {children({
        id: controlId,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {note}
    </div>
  );
}
