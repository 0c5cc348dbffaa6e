import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './choice.module.css';
import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { FieldError } from './form-error.tsx';

export interface ChoiceGroupProps {
  legend: ReactNode;
  hideLegend?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean | undefined;
  /** One of the choices excludes the others. */
  isExclusive?: boolean;
  children: ReactNode;
}

/** The frame around choices that belong together: what `Field` is for a single control. */
export function ChoiceGroup(props: ChoiceGroupProps) {
  const { legend, hideLegend, hint, error, optional, isExclusive, children } = props;
  const { t } = useTranslation('common');
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');

  return (
    <fieldset
      role={isExclusive ? 'radiogroup' : undefined}
      className={styles.group}
      aria-describedby={describedBy || undefined}
    >
      <legend className={classNames(hideLegend ? fieldStyles.hiddenLabel : fieldStyles.legend)}>
        {legend}
        {optional && <span className={fieldStyles.optional}> ({t('optional')})</span>}
      </legend>
      {hint && (
        <p id={`${id}-hint`} className={fieldStyles.hint}>
          {hint}
        </p>
      )}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
