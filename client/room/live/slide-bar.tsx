import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import styles from './slide-bar.module.css';

export interface SlideBarProps {
  page: number;
  count: number;
  /** The person has left the room's page. */
  isLeafing: boolean;
  onTurn: (page: number) => void;
  onFollow: () => void;
}

/** Under the slide: where it is, how to leaf on one's own, and the way back to the trainer. */
export function SlideBar({ page, count, isLeafing, onTurn, onFollow }: SlideBarProps) {
  const { t } = useTranslation('room');
  return (
    <div className={styles.bar}>
      <IconButton
        className={styles.turn}
        icon="previous"
        label={t('slide.previous')}
        disabled={page <= 1}
        onClick={() => onTurn(page - 1)}
      />
      <p className={styles.counter}>{t('slide.counter', { page, count })}</p>
      <IconButton
        className={styles.turn}
        icon="next"
        label={t('slide.next')}
        disabled={page >= count}
        onClick={() => onTurn(page + 1)}
      />
      {isLeafing && (
        <Button className={styles.follow} icon="follow" onClick={onFollow}>
          {t('slide.follow')}
        </Button>
      )}
    </div>
  );
}
