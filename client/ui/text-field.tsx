import type { ChangeEvent, HTMLAttributes, InputHTMLAttributes, Ref } from 'react';
import styles from './field.module.css';
import { Field, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface TextFieldProps
  extends FieldTexts,
    Pick<
      InputHTMLAttributes<HTMLInputElement>,
      | 'id'
      | 'name'
      | 'required'
      | 'disabled'
      | 'readOnly'
      | 'autoComplete'
      | 'autoCapitalize'
      | 'maxLength'
      | 'placeholder'
      | 'autoFocus'
      | 'onBlur'
      | 'min'
      | 'max'
      | 'step'
      | 'list'
      | 'spellCheck'
    > {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'tel' | 'search' | 'url' | 'number' | 'date' | 'time';
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  /** An icon at the start of the control. */
  prefix?: IconName;
  hideLabel?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  value,
  onChange,
  type = 'text',
  prefix,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} hideLabel={hideLabel} id={id}>
      {(control) => (
        <div className={prefix && styles.withIcon}>
          {prefix && <Icon name={prefix} />}
          <input
            {...rest}
            {...control}
            className={styles.control}
            type={type}
            value={value}
            onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  );
}
