import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { classNames } from '#client/ui/class-names.ts';
import { Spinner } from '#client/ui/loading.tsx';
import type { PublicationDto } from '#shared/features/media.ts';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './video-view.module.css';

export interface VideoViewProps {
  publication: PublicationDto;
  /** Letters must not be cut off; faces may fill their place. */
  fit: 'contain' | 'cover';
}

/** One publication's picture. That it is here, and how large, decides what is received. */
export function VideoView({ publication, fit }: VideoViewProps) {
  const { t } = useTranslation('room');
  const room = useRoom();
  const { you } = useFacts();
  const { producerId, personId, name, source } = publication;
  const isOwn = personId === you.personId;
  const ownTrack = useStore(room.ownTracks, (tracks) => (isOwn ? tracks.get(source) : undefined));
  const element = useRef<HTMLVideoElement>(null);
  const [hasPicture, setHasPicture] = useState(false);

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    if (!isOwn) return room.media.subscriber.show(producerId, video);
    video.srcObject = ownTrack ? new MediaStream([ownTrack]) : null;
  }, [room, producerId, isOwn, ownTrack]);

  return (
    <div className={styles.view}>
      <video
        ref={element}
        className={classNames(styles.video, styles[fit], isOwn && source === 'camera' && styles.mirrored)}
        muted
        autoPlay
        playsInline
        disablePictureInPicture
        aria-label={t(source === 'screen' ? 'stage.ofScreen' : 'stage.speaking', { name })}
        data-source={source}
        data-person={personId}
        onLoadedData={() => setHasPicture(true)}
      />
      {!hasPicture && (!isOwn || ownTrack) && (
        <div className={styles.waiting}>
          <Spinner label={t('stage.loading')} />
        </div>
      )}
    </div>
  );
}
