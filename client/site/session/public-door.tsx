import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { QrCode } from '#client/ui/qr-code.tsx';
import { Section } from '#client/ui/section.tsx';
import type { SessionDto } from '#shared/features/catalog.ts';
import { publicLink } from '../parts/addresses.ts';
import { downloadQrCode } from './download-qr-code.ts';
import styles from './public-door.module.css';

/** How learners get in without an account: a link to send, a code to say, a picture to scan. */
export function PublicDoor({ session }: { session: SessionDto }) {
  const { t } = useTranslation('site-sessions');
  const [isEnlarged, setIsEnlarged] = useState(false);
  const link = publicLink(session.code);
  return (
    <Section title={t('door.title')} lead={t('door.lead')}>
      <div className={styles.door}>
        <CopyField label={t('door.link')} value={link} />
        <div>
          <p className={styles.label}>{t('door.code')}</p>
          <p className={styles.code}>{session.code}</p>
          <p className={styles.hint}>{t('door.codeHint', { host: location.host })}</p>
        </div>
        <figure className={styles.picture}>
          <QrCode text={link} label={t('door.qr')} />
          <div className={styles.acts}>
            <Button icon="full-screen" onClick={() => setIsEnlarged(true)}>
              {t('door.enlarge')}
            </Button>
            <Button icon="download" onClick={() => downloadQrCode(link, `lectern-${session.code}.png`)}>
              {t('door.downloadQr')}
            </Button>
          </div>
        </figure>
      </div>
      <Dialog open={isEnlarged} onClose={() => setIsEnlarged(false)} title={t('door.enlarged')} size="full">
        <div className={styles.poster}>
          <p className={styles.posterTitle}>{session.title}</p>
          <QrCode text={link} label={t('door.qr')} />
          <p className={styles.posterCode}>{session.code}</p>
          <p>{link}</p>
        </div>
      </Dialog>
    </Section>
  );
}
