import { useTranslation } from 'react-i18next';
import { useNow } from '#client/lib/use-now.ts';
import { QrCode } from '#client/ui/qr-code.tsx';
import styles from './viewer-code-overlay.module.css';

export interface ViewerCodeOverlayProps {
  letters: string;
  closesAtMs: number;
  /** Where viewers type it. */
  address: string;
  /** The server's clock. */
  nowMs: () => number;
}

const SECOND_MS = 1_000;

/**
 * The code in the picture: large enough for a telephone that shows the picture small, on a ground of its own whatever lies under it. Whatever composes a
 * picture, a page or an outgoing stream, lays it over; it is drawn in shares of what it lies in.
 */
export function ViewerCodeOverlay({ letters, closesAtMs, address, nowMs }: ViewerCodeOverlayProps) {
  const { t } = useTranslation('viewer-codes');
  const leftMs = closesAtMs - useNow(nowMs, SECOND_MS);
  if (leftMs <= 0) return null;
  return (
    <aside className={styles.overlay} aria-label={t('overlay.title')}>
      <div className={styles.qr}>
        <QrCode text={address} label={t('overlay.qr')} />
      </div>
      <div className={styles.texts}>
        <p className={styles.text}>{t('overlay.text', { address: shorten(address) })}</p>
        <p className={styles.letters}>{letters}</p>
      </div>
    </aside>
  );
}

function shorten(address: string): string {
  return address.replace(/^https?:\/\//u, '');
}
