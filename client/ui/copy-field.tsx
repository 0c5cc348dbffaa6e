import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './copy-field.module.css';
import fieldStyles from './field.module.css';
import { Field } from './field.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface CopyFieldProps {
  label: string;
  value: string;
  hint?: ReactNode;
}

/** How long the button says that it has copied. */
const thanksMs = 2_500;

/** A text to take along: one press copies it, and where the browser refuses, it can be selected by hand. */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), thanksMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const isCopied = await copyText(value, input.current);
    setState(isCopied ? 'copied' : 'failed');
  }

  return (
    <Field label={label} hint={hint} error={state === 'failed' ? t('copyFailed') : undefined}>
      {(control) => (
        <div className={styles.row}>
          <input
            {...control}
            ref={input}
            readOnly
            className={classNames(fieldStyles.control, styles.value)}
            value={value}
            onFocus={(event: FocusEvent<HTMLInputElement>) => event.target.select()}
          />
          <Button icon={state === 'copied' ? 'check' : 'copy'} onClick={() => void copy()}>
            {state === 'copied' ? t('copied') : t('copy')}
          </Button>
          <VisuallyHidden>
            <span role="status">{state === 'copied' && t('copied')}</span>
          </VisuallyHidden>
        </div>
      )}
    </Field>
  );
}

/** A page without HTTPS has no clipboard, and neither have some in-app browsers: the old way still works there. */
async function copyText(text: string, input: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    input?.focus();
    input?.select();
    return document.execCommand('copy');
  }
}
