import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import type { ButtonVariant } from '#client/ui/button-look.ts';
import { CopyField } from '#client/ui/copy-field.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { publicUrl } from '../personal-link.ts';
import styles from './share-button.module.css';

/** Gives the session's public address, never the personal one that may stand in the address bar. */
export function ShareButton({ variant }: { variant?: ButtonVariant }) {
  const { t } = useTranslation('room');
  const [isOpen, setIsOpen] = useState(false);
  const url = publicUrl();

  return (
    <>
      <Button icon="send" variant={variant} onClick={() => setIsOpen(true)}>
        {t('link.share')}
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={t('link.share')} size="small">
        <div className={styles.body}>
          <CopyField label={t('link.shareLabel')} value={url} hint={t('link.shareText')} />
          {typeof navigator.share === 'function' && (
            // The person may close the system's sheet again: no failure of ours.
            <Button wide onClick={() => void navigator.share({ url }).catch(() => {})}>
              {t('link.shareWith')}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  );
}
