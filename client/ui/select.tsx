import type { ChangeEvent } from 'react';
import styles from './field.module.css';
import { Field, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string = string> extends FieldTexts {
  value: Value | '';
  onChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  /** Shown while nothing is chosen (`value` is ''). */
  placeholder?: string;
  hideLabel?: boolean;
  disabled?: boolean;
  id?: string;
  name?: string;
}

export function Select<Value extends string = string>({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  value,
  onChange,
  options,
  placeholder,
  ...rest
}: SelectProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} hideLabel={hideLabel} id={id}>
      {(control) => (
        <div className={styles.select}>
          <select
            {...rest}
            {...control}
            className={styles.control}
            value={value}
            onChange={(event: ChangeEvent<HTMLSelectElement>) => onChange(event.target.value as Value)}
          >
            {placeholder !== undefined && (
              <option value="" disabled>
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </div>
      )}
    </Field>
  );
}
