import { useTranslation } from 'react-i18next';
import { Avatar } from '#client/ui/avatar.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { StagePerson } from './arrange-stage.ts';
import styles from './person-tile.module.css';
import { VideoView } from './video-view.tsx';

export interface PersonTileProps {
  person: StagePerson;
  size: 'small' | 'large';
  fit: 'contain' | 'cover';
  /** False where video is off altogether. */
  isSeen: boolean;
}

/** Somebody who is on: their picture, or where there is none their name; and whether they can be heard. */
export function PersonTile({ person, size, fit, isSeen }: PersonTileProps) {
  const { t } = useTranslation('room');
  const { name, camera, microphone } = person;
  const isMuted = !microphone || microphone.paused;
  const picture = isSeen && camera && !camera.paused ? camera : undefined;

  return (
    <figure className={classNames(styles.tile, styles[size])}>
      {picture ? (
        <VideoView publication={picture} fit={fit} />
      ) : (
        <div className={styles.noPicture}>
          <Avatar name={name} size={size === 'large' ? 'large' : 'small'} />
        </div>
      )}
      <figcaption className={styles.name}>
        {isMuted && <Icon name="microphone-off" size={16} label={t('stage.muted', { name })} />}
        <span>{name}</span>
      </figcaption>
    </figure>
  );
}
