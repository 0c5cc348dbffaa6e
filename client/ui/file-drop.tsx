import { type ChangeEvent, type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './file-drop.module.css';
import { Icon } from './icon.tsx';

export interface FileDropProps {
  label: string;
  /** Which files, and how large. */
  hint?: ReactNode;
  /** As the `accept` of a file field: it guides the picker, and binds nobody. */
  accept: string;
  onFiles: (files: File[]) => void;
  multiple?: boolean;
  disabled?: boolean;
}

export function FileDrop({
  label,
  hint,
  accept,
  onFiles,
  multiple = false,
  disabled = false,
}: FileDropProps) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLInputElement>(null);
  const labelId = useId();
  const [isOver, setIsOver] = useState(false);

  function give(list: FileList | null | undefined) {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  }

  function handleDrag(event: DragEvent) {
    if (disabled || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  }

  function handleLeave(event: DragEvent<HTMLElement>) {
    const next = event.relatedTarget;
    if (!(next instanceof Node && event.currentTarget.contains(next))) setIsOver(false);
  }

  function handleDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (!disabled) give(event.dataTransfer.files);
  }

  function handlePick(event: ChangeEvent<HTMLInputElement>) {
    give(event.target.files);
    // So that picking the same file again is a change again.
    event.target.value = '';
  }

  return (
    <section
      className={classNames(styles.drop, isOver && styles.over)}
      aria-labelledby={labelId}
      onDragEnter={handleDrag}
      onDragOver={handleDrag}
      onDragLeave={handleLeave}
      onDrop={handleDrop}
    >
      <Icon name="upload" size={32} />
      <p id={labelId} className={styles.label}>
        {label}
      </p>
      <p className={styles.act}>
        <Button icon="file" disabled={disabled} onClick={() => input.current?.click()}>
          {t('file.choose')}
        </Button>
        <span className={styles.or}>{isOver ? t('file.dropNow') : t('file.drop')}</span>
      </p>
      {hint && <p className={styles.hint}>{hint}</p>}
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        hidden
        aria-labelledby={labelId}
        onChange={handlePick}
      />
    </section>
  );
}
