import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog.tsx';
import { FormError } from './form-error.tsx';

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  /** The question itself: "Delete this topic?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** Names the act, never just "OK". */
  confirmLabel: string;
  /** The dialog waits for it, closes when it is done, and shows what it throws. */
  onConfirm: () => void | Promise<void>;
  danger?: boolean;
}

export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  confirmLabel,
  onConfirm,
  danger = false,
}: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();

  async function confirm() {
    setIsPending(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setIsPending(false);
    }
  }

  function close() {
    setError(undefined);
    onClose();
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      size="small"
      closeable={!isPending}
      footer={
        <>
          <Button variant={danger ? 'danger' : 'primary'} pending={isPending} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
          <Button disabled={isPending} onClick={close}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {typeof children === 'string' ? <p>{children}</p> : children}
        <FormError error={error} />
      </div>
    </Dialog>
  );
}
