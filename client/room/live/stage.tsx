import { type ReactNode, type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePicture } from '#client/features/materials/page-picture.tsx';
import { shownSlide } from '#client/features/materials/slides.store.ts';
import { useStore } from '#client/lib/store.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { IconName } from '#client/ui/icon-paths.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { receivesSound, receivesVideo } from '#shared/rungs.ts';
import { useRoom } from '../room-context.ts';
import { arrangeStage, type StageArrangement } from './arrange-stage.ts';
import { PersonTile } from './person-tile.tsx';
import { SlideBar } from './slide-bar.tsx';
import styles from './stage.module.css';
import { StageCaptions } from './stage-captions.tsx';
import { StageReactions } from './stage-reactions.tsx';
import { StageTrouble } from './stage-trouble.tsx';
import { TimerPlace } from './timer-place.tsx';
import { VideoView } from './video-view.tsx';
import { wishes } from './wishes.ts';

export interface StageProps {
  /** The controls under it. */
  controls: (stage: { toggleFullScreen: (() => void) | undefined; canSwap: boolean }) => ReactNode;
  /** What stands on the empty stage instead of "nobody is on yet". */
  empty?: ReactNode;
  /** Staff lead with their own slide controls. */
  slideBar?: ReactNode;
  /** Staff have more controls than a phone is wide. */
  wrapsControls?: boolean;
}

/** The speaker and the slide: what a class is. Everything else on the page recedes before it. */
export function Stage({ controls, empty, slideBar, wrapsControls }: StageProps) {
  const { t } = useTranslation('room');
  const room = useRoom();
  const frame = useRef<HTMLElement>(null);
  const publications = useStore(room.media.publications);
  const materials = useStore(room.materials.state);
  const slides = useStore(room.slides.state);
  const rung = useStore(room.media.subscriber.rung);
  const { prefers, pinnedId } = useStore(wishes);
  const { speakers, spotlightId } = useStore(room.stage.state);
  const slide = shownSlide(slides);
  const material = slide ? materials.get(slide.materialId) : undefined;
  const isSaving = !receivesVideo(rung);
  const arrangement = arrangeStage(publications.values(), {
    hasSlide: material !== undefined,
    isLeafing: slides.own !== null,
    prefers,
    isSaving,
    speakers,
    pinnedId,
    spotlightId,
  });
  const areSeen = [...publications.values()].some(({ source }) => source === 'camera');
  const canSwap =
    !isSaving &&
    slides.own === null &&
    areSeen &&
    (material !== undefined || arrangement.main.show === 'screen');
  const shown = slide && material ? { material, page: slide.page } : undefined;

  return (
    <section
      ref={frame}
      className={styles.stage}
      aria-label={t('stage.label')}
      data-layout={arrangement.main.show}
      data-crowd={(arrangement.main.show === 'people' && arrangement.main.people.length > 2) || undefined}
    >
      <div className={styles.main}>
        <Main arrangement={arrangement} shown={shown} empty={empty} isHeard={receivesSound(rung)} />
        <StageTrouble />
        <StageCaptions />
        <StageReactions />
        <TimerPlace />
      </div>
      {arrangement.main.show === 'slide' &&
        shown &&
        (slideBar ?? (
          <SlideBar
            page={shown.page}
            count={shown.material.pages.length}
            isLeafing={slides.own !== null}
            onTurn={(page) => room.slides.leafTo({ materialId: shown.material.materialId, page })}
            onFollow={() => room.slides.follow()}
          />
        ))}
      <div
        className={styles.band}
        data-wraps={wrapsControls || undefined}
        data-many={arrangement.side.length > 1 || undefined}
      >
        {(arrangement.side.length > 0 || (arrangement.isSlideAside && shown)) && (
          <div className={styles.side}>
            {arrangement.side.map((person) => (
              <PersonTile
                key={person.personId}
                person={person}
                size="small"
                fit="cover"
                isSeen={!isSaving}
                canPin={!isSaving}
              />
            ))}
            {arrangement.isSlideAside && shown && (
              <div className={styles.slideTile}>
                <PagePicture {...shown} />
              </div>
            )}
          </div>
        )}
        <div className={styles.controls}>{controls({ toggleFullScreen: fullScreenOf(frame), canSwap })}</div>
      </div>
    </section>
  );
}

interface MainProps {
  arrangement: StageArrangement;
  shown: { material: MaterialDto; page: number } | undefined;
  empty: ReactNode;
  isHeard: boolean;
}

function Main({ arrangement: { main }, shown, empty, isHeard }: MainProps) {
  const { t } = useTranslation('room');
  const { pinnedId } = useStore(wishes);
  switch (main.show) {
    case 'slide':
      return shown ? <PagePicture {...shown} /> : null;
    case 'screen':
      return <VideoView key={main.publication.producerId} publication={main.publication} fit="contain" />;
    case 'people':
      return (
        <div className={styles.people} data-count={main.people.length}>
          {main.people.map((person) => (
            <PersonTile
              key={person.personId}
              person={person}
              size="large"
              fit={main.people.length > 1 ? 'cover' : 'contain'}
              isSeen
              canPin={main.people.length > 1 || person.personId === pinnedId}
            />
          ))}
        </div>
      );
    case 'sound':
      return (
        <Notice icon={isHeard ? 'sound' : 'slide'} title={t(isHeard ? 'stage.saver' : 'stage.slidesOnly')}>
          {t(isHeard ? 'stage.saverText' : 'stage.slidesOnlyText')}
        </Notice>
      );
    case 'nobody':
      return (
        empty ?? (
          <Notice icon="person" title={t('stage.nobody')}>
            {t('stage.nobodyText')}
          </Notice>
        )
      );
  }
}

export function Notice({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <Icon name={icon} size={36} />
      <p className={styles.noticeTitle}>{title}</p>
      {children && <p className={styles.noticeText}>{children}</p>}
    </div>
  );
}

/** iPhones have no full screen for parts of a page: there the button is left out. */
function fullScreenOf(frame: RefObject<HTMLElement | null>): (() => void) | undefined {
  if (!document.fullscreenEnabled) return undefined;
  return () => {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : frame.current?.requestFullscreen();
    change?.catch(() => {});
  };
}
