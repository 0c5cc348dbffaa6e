import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { FormActions } from '#client/ui/form.tsx';
import styles from './dialog-actions.module.css';

export interface DialogActionsProps {
  /** Names the act on its button. */
  act: string;
  danger?: boolean;
  pending: boolean;
  onClose: () => void;
}

/** The buttons under a form in a dialog: in sight while the form scrolls, where there is room. */
export function DialogActions({ act, danger = false, pending, onClose }: DialogActionsProps) {
  const { t } = useTranslation('common');
  return (
    <div className={styles.actions}>
      <FormActions>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} pending={pending}>
          {act}
        </Button>
        <Button disabled={pending} onClick={onClose}>
          {t('cancel')}
        </Button>
      </FormActions>
    </div>
  );
}
