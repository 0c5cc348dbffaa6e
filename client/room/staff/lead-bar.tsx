import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import barStyles from '../live/slide-bar.module.css';
import type { Leading } from './use-leading.ts';

/** Under the slide on staff's stage: turning it turns it for everybody. */
export function LeadBar({ leading }: { leading: Leading }) {
  const { t } = useTranslation(['room-staff', 'room']);
  const { mayLead, slide, material, failed, lead, turn } = leading;
  if (!slide || !material) return null;
  const count = material.pages.length;
  return (
    <div className={barStyles.bar}>
      <IconButton
        className={barStyles.turn}
        icon="previous"
        label={t('room:slide.previous')}
        disabled={!mayLead || slide.page <= 1}
        onClick={() => turn(-1)}
      />
      <p className={barStyles.counter}>{t('room:slide.counter', { page: slide.page, count })}</p>
      <IconButton
        className={barStyles.turn}
        icon="next"
        label={t('room:slide.next')}
        disabled={!mayLead || slide.page >= count}
        onClick={() => turn(1)}
      />
      {failed !== undefined && (
        <p className={barStyles.failed} role="alert">
          {t('slides.failed')}{' '}
          <Button className={barStyles.follow} onClick={() => lead(failed)}>
            {t('slides.retry')}
          </Button>
        </p>
      )}
    </div>
  );
}
