import type { ChangeEvent, KeyboardEvent, Ref, TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldTexts } from './field.tsx';

export interface TextAreaProps
  extends FieldTexts,
    Pick<
      TextareaHTMLAttributes<HTMLTextAreaElement>,
      'id' | 'name' | 'required' | 'disabled' | 'placeholder' | 'autoFocus' | 'rows' | 'onBlur'
    > {
  value: string;
  onChange: (value: string) => void;
  /** The most code points, counted as the server counts them; a counter appears near the bound. */
  max?: number;
  hideLabel?: boolean;
  /** Ctrl or ⌘ with Enter. */
  onSubmitShortcut?: () => void;
  /** Enter alone submits, as in a chat; with Shift it makes a line. */
  submitsOnEnter?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

/** The counter stays silent until a fifth is left: before that it is only noise. */
const counterFrom = 0.8;

export function TextArea({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  value,
  onChange,
  max,
  rows = 4,
  onSubmitShortcut,
  submitsOnEnter = false,
  ...rest
}: TextAreaProps) {
  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While a word is being composed, as with Vietnamese typed by Telex, Enter belongs to the keyboard.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!(event.ctrlKey || event.metaKey || (submitsOnEnter && !event.shiftKey))) return;
    event.preventDefault();
    onSubmitShortcut?.();
  }

  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      optional={optional}
      hideLabel={hideLabel}
      id={id}
      note={max !== undefined && <Counter length={countCodePoints(value)} max={max} />}
    >
      {(control) => (
        <textarea
          {...rest}
          {...control}
          className={classNames(styles.control, styles.area)}
          rows={rows}
          enterKeyHint={submitsOnEnter ? 'send' : undefined}
          value={value}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
          onKeyDown={onSubmitShortcut && handleKeyDown}
        />
      )}
    </Field>
  );
}

function Counter({ length, max }: { length: number; max: number }) {
  const { t } = useTranslation('common');
  const left = max - length;
  const isNear = length >= max * counterFrom;

  return (
    <p role="status" className={classNames(styles.note, left < 0 && styles.noteOver)}>
      {isNear &&
        (left >= 0
          ? t('field.charactersLeft', { count: left })
          : t('field.charactersOver', { count: -left }))}
    </p>
  );
}
