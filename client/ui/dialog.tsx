import { type MouseEvent, type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  open: boolean;
  /** Esc, the close button, or a press outside. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the bottom; they stay in sight while the content scrolls. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large' | 'full';
  /** False while something is under way that must not be left. */
  closeable?: boolean;
}

const firstField =
  'input:not(:disabled, [type="hidden"], [type="file"]), select:not(:disabled), textarea:not(:disabled)';

/** The browser's own modal dialog: it traps the focus, gives it back, and makes the page behind it inert. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({
  onClose,
  title,
  children,
  footer,
  size = 'medium',
  closeable = true,
}: Omit<DialogProps, 'open'>) {
  const { t } = useTranslation('common');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    // The browser would choose the close button; where there is something to fill in, that comes first.
    element?.querySelector<HTMLElement>(firstField)?.focus();
    document.documentElement.classList.add(styles.locked ?? '');

    return () => {
      element?.close();
      if (!document.querySelector('dialog[open]')) {
        document.documentElement.classList.remove(styles.locked ?? '');
      }
      // The browser gives the focus back when a dialog is closed, but this one has left the page by then.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  function handleCancel(event: SyntheticEvent) {
    // The owner decides; were the browser to close it, the page would believe it open.
    event.preventDefault();
    if (event.target === event.currentTarget && closeable) onClose();
  }

  function handlePress(event: MouseEvent) {
    if (event.target === event.currentTarget && closeable) onClose();
  }

  return (
    <dialog
      ref={dialog}
      className={classNames(styles.dialog, styles[size])}
      aria-labelledby={titleId}
      onCancel={handleCancel}
      onMouseDown={handlePress}
    >
      <div className={styles.frame}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {closeable && <IconButton icon="close" label={t('close')} onClick={onClose} />}
        </header>
        <div className={styles.body}>{children}</div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </dialog>
  );
}
