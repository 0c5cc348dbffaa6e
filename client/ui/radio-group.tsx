import { type ReactNode, useId } from 'react';
import styles from './choice.module.css';
import { ChoiceGroup } from './choice-group.tsx';
import { classNames } from './class-names.ts';

export interface RadioOption<Value extends string = string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps<Value extends string = string> {
  legend: ReactNode;
  value: Value | '';
  onChange: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  layout?: 'column' | 'row';
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  hideLegend?: boolean;
}

export function RadioGroup<Value extends string = string>({
  value,
  onChange,
  options,
  layout = 'column',
  error,
  ...frame
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <ChoiceGroup {...frame} error={error} isExclusive>
      <div className={classNames(styles.options, layout === 'row' && styles.row)}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type="radio"
              className={classNames(styles.box, styles.round)}
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              aria-invalid={error ? true : undefined}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.text}>
              {option.label}
              {option.hint && <span className={styles.hint}>{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </ChoiceGroup>
  );
}
