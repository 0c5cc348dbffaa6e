import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Avatar } from '#client/ui/avatar.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import { useRoom } from '../room-context.ts';
import type { StagePerson } from './arrange-stage.ts';
import styles from './person-tile.module.css';
import { VideoView } from './video-view.tsx';
import { wishes } from './wishes.ts';

export interface PersonTileProps {
  person: StagePerson;
  size: 'small' | 'large';
  fit: 'contain' | 'cover';
  /** False where video is off altogether. */
  isSeen: boolean;
  /** Pressing it makes this person large, and again small. */
  canPin?: boolean;
}

/** Somebody who is on: their picture, or where there is none their name; and whether they can be heard. */
export function PersonTile({ person, size, fit, isSeen, canPin }: PersonTileProps) {
  const { t } = useTranslation('room');
  const { personId, name, camera, microphone } = person;
  const isTalking = useStore(useRoom().stage.speaking, (speaking) => speaking.includes(personId));
  const isPinned = useStore(wishes, ({ pinnedId }) => pinnedId === personId);
  const isMuted = !microphone || microphone.paused;
  const picture = isSeen && camera && !camera.paused ? camera : undefined;

  return (
    <figure className={classNames(styles.tile, styles[size])} data-talking={isTalking || undefined}>
      {picture ? (
        <VideoView publication={picture} fit={fit} />
      ) : (
        <div className={styles.noPicture}>
          <Avatar name={name} size={size === 'large' ? 'large' : 'small'} />
        </div>
      )}
      <figcaption className={styles.name}>
        {isMuted && <Icon name="microphone-off" size={16} label={t('stage.muted', { name })} />}
        {isTalking && !isMuted && <Icon name="sound" size={16} label={t('stage.talks', { name })} />}
        <span>{name}</span>
      </figcaption>
      {canPin && (
        <button
          type="button"
          className={styles.pin}
          aria-pressed={isPinned}
          aria-label={t(isPinned ? 'stage.unpin' : 'stage.pin', { name })}
          title={t(isPinned ? 'stage.unpin' : 'stage.pin', { name })}
          onClick={() => wishes.set((last) => ({ ...last, pinnedId: isPinned ? null : personId }))}
        >
          <Icon name={isPinned ? 'pin' : 'expand'} size={16} />
        </button>
      )}
    </figure>
  );
}
