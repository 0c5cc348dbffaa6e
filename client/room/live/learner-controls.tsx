import { useTranslation } from 'react-i18next';
import { ReactionButton } from '#client/features/reactions/reaction-button.tsx';
import { useStore } from '#client/lib/store.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { BandButton } from './band-button.tsx';
import { type BandAct, BandMore } from './band-more.tsx';
import { HandButton } from './hand-button.tsx';
import { isChoosingRung } from './rung-choice.ts';
import { SpeakerSlot } from './speaker-slot.tsx';
import { useCaptions } from './use-captions.tsx';
import { wishes } from './wishes.ts';

export interface LearnerControlsProps {
  toggleFullScreen: (() => void) | undefined;
  canSwap: boolean;
}

/** What a learner's thumb needs during class. */
export function LearnerControls({ toggleFullScreen, canSwap }: LearnerControlsProps) {
  const { t } = useTranslation('room');
  const room = useRoom();
  const isOnStage = useStore(room.stage.state, ({ own }) => own.member?.state === 'on_stage');
  const { session } = useFacts();
  const { subscriber } = room.media;
  const isMuted = useStore(subscriber.audio.muted);
  const { prefers } = useStore(wishes);

  const captions = useCaptions();

  const acts: BandAct[] = [
    {
      icon: 'signal',
      text: t('rung.chooseShort'),
      label: t('rung.chooseLabel'),
      onSelect: () => isChoosingRung.set(true),
    },
  ];
  if (canSwap) {
    acts.push({
      icon: prefers === 'slide' ? 'person' : 'slide',
      text: t('stage.swap'),
      label: t(prefers === 'slide' ? 'stage.layoutSpeaker' : 'stage.layoutSlide'),
      onSelect: () => wishes.set({ prefers: prefers === 'slide' ? 'speaker' : 'slide', pinnedId: null }),
    });
  }
  acts.push(...captions.acts);
  if (toggleFullScreen) {
    acts.push({
      icon: 'full-screen',
      text: t('controls.fullScreenShort'),
      label: t('stage.fullScreen'),
      onSelect: toggleFullScreen,
    });
  }

  const isReactionLocked = session.lockedFeatures.includes('reactions');

  return (
    <>
      {!isOnStage && <HandButton />}
      <SpeakerSlot />
      <ReactionButton
        trigger={(trigger) => (
          <BandButton
            {...trigger}
            icon="smile"
            text={t('reaction.short')}
            label={t(isReactionLocked ? 'reaction.locked' : 'reaction.label')}
            disabled={isReactionLocked}
          />
        )}
        onReact={(kind) => room.react(kind)}
      />
      <BandButton
        icon={isMuted ? 'sound-off' : 'sound'}
        text={t('sound.short')}
        label={t(isMuted ? 'sound.turnOn' : 'sound.turnOff')}
        tone={isMuted ? 'warning' : 'plain'}
        onClick={() => subscriber.audio.setMuted(!isMuted)}
      />
      <BandMore acts={acts} />
      {captions.dialog}
    </>
  );
}
