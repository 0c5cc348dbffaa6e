import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Section } from '#client/ui/section.tsx';
import type { HallDto } from '#shared/features/halls.ts';
import styles from './hall-page.module.css';

/** The digits that stand before the hall. */
export function HallScreen({ digits, hall }: { digits: string; hall: HallDto }) {
  const { t } = useTranslation('halls');
  const [isLarge, setIsLarge] = useState(false);
  return (
    <Section title={t('screen.title')} lead={t('screen.lead')}>
      <p className={styles.digits}>{digits}</p>
      <div>
        <Button icon="full-screen" onClick={() => setIsLarge(true)}>
          {t('screen.large')}
        </Button>
      </div>
      <Dialog open={isLarge} onClose={() => setIsLarge(false)} title={hall.name} size="full">
        <div className={styles.screen}>
          <p>{t('screen.lead')}</p>
          <p className={styles.digits}>{digits}</p>
        </div>
      </Dialog>
    </Section>
  );
}
