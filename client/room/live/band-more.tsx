import { useTranslation } from 'react-i18next';
import type { IconName } from '#client/ui/icon-paths.ts';
import { Menu } from '#client/ui/menu.tsx';
import { BandButton } from './band-button.tsx';
import styles from './band-more.module.css';

/** Something on the band that is used now and then. */
export interface BandAct {
  icon: IconName;
  /** Under the icon on a wide screen. */
  text: string;
  /** The whole act, as it stands under "More". */
  label: string;
  /** For what is on or off. */
  pressed?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

/** The band's lesser acts: side by side where there is room for all, under one button where there is not. */
export function BandMore({ acts }: { acts: readonly BandAct[] }) {
  const { t } = useTranslation('room');
  if (acts.length === 0) return null;
  return (
    <>
      {acts.map(({ icon, text, label, pressed, disabled, onSelect }) => (
        <BandButton
          key={text}
          icon={icon}
          text={text}
          label={label}
          pressed={pressed}
          disabled={disabled}
          isSpare
          onClick={onSelect}
        />
      ))}
      <div className={styles.more}>
        <Menu
          label={t('controls.more')}
          items={acts.map(({ icon, label, pressed, disabled, onSelect }) => ({
            label,
            icon,
            ...(pressed === undefined ? {} : { checked: pressed }),
            ...(disabled === undefined ? {} : { disabled }),
            onSelect,
          }))}
          trigger={(trigger) => (
            <BandButton {...trigger} icon="more" text={t('controls.moreShort')} label={t('controls.more')} />
          )}
        />
      </div>
    </>
  );
}
