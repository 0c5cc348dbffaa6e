import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';
import { Field, type FieldTexts } from './field.tsx';
import { IconButton } from './icon-button.tsx';

export interface PasswordFieldProps extends FieldTexts {
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  id?: string;
  name?: string;
  required?: boolean;
  minLength?: number;
}

/** A password that can be looked at: typing blind on a phone is where most sign-ins fail. */
export function PasswordField({
  label,
  hint,
  error,
  optional,
  id,
  value,
  onChange,
  ...rest
}: PasswordFieldProps) {
  const { t } = useTranslation('common');
  const [isShown, setIsShown] = useState(false);

  return (
    <Field label={label} hint={hint} error={error} optional={optional} id={id}>
      {(control) => (
        <div className={styles.withButton}>
          <input
            {...rest}
            {...control}
            className={styles.control}
            type={isShown ? 'text' : 'password'}
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
          />
          <IconButton
            icon={isShown ? 'eye-off' : 'eye'}
            label={t(isShown ? 'field.hidePassword' : 'field.showPassword')}
            onClick={() => setIsShown(!isShown)}
          />
        </div>
      )}
    </Field>
  );
}
