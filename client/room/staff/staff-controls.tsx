import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { BandButton } from '../live/band-button.tsx';
import { type BandAct, BandMore } from '../live/band-more.tsx';
import { useCaptions } from '../live/use-captions.tsx';
import { wishes } from '../live/wishes.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { DeviceDialog } from './device-dialog.tsx';
import type { Capture, Studio } from './studio.ts';

export interface StaffControlsProps {
  studio: Studio;
  mayPublish: boolean;
  toggleFullScreen: (() => void) | undefined;
  canSwap: boolean;
  isCaptioning: boolean;
  /** Opens the desk for writing captions, or closes it. */
  onCaption: () => void;
}

/** What a trainer needs at hand: on air and off it, silent and dark, and the screen. */
export function StaffControls({
  studio,
  mayPublish,
  toggleFullScreen,
  canSwap,
  isCaptioning,
  onCaption,
}: StaffControlsProps) {
  const { t } = useTranslation(['room-staff', 'room']);
  const { subscriber } = useRoom().media;
  const { session } = useFacts();
  const sendings = useStore(studio.publisher.sendings);
  const isMuted = useStore(subscriber.audio.muted);
  const { prefers } = useStore(wishes);
  const errorText = useErrorText();
  const [isChoosing, setIsChoosing] = useState(false);
  const isOnAir = sendings.has('camera') || sendings.has('microphone');
  const mayGo = isRoomOpen(session.state);

  const captions = useCaptions();

  function attempt(act: Promise<void>) {
    act.catch((error: unknown) => showToast({ text: errorText(error), tone: 'danger' }));
  }

  const capture = (source: Capture) => {
    const sending = sendings.get(source);
    const isOn = sending !== undefined && !sending.paused;
    return (
      <BandButton
        icon={isOn ? source : `${source}-off`}
        text={t(`air.${source}`)}
        label={t(isOn ? `air.${source}Off` : `air.${source}On`)}
        tone={isOn ? 'plain' : 'warning'}
        onClick={() => attempt(studio.toggle(source))}
      />
    );
  };

  const acts: BandAct[] = [];
  if (canSwap) {
    acts.push({
      icon: prefers === 'slide' ? 'person' : 'slide',
      text: t('room:stage.swap'),
      label: t(prefers === 'slide' ? 'room:stage.layoutSpeaker' : 'room:stage.layoutSlide'),
      onSelect: () => wishes.set({ prefers: prefers === 'slide' ? 'speaker' : 'slide', pinnedId: null }),
    });
  }
  if (mayPublish && isOnAir) {
    acts.push({
      icon: 'settings',
      text: t('air.devices'),
      label: t('air.devicesLabel'),
      onSelect: () => setIsChoosing(true),
    });
  }
  acts.push(...captions.acts, {
    icon: 'edit',
    text: t('captions.deskShort'),
    label: t('captions.desk'),
    pressed: isCaptioning,
    disabled: !mayGo,
    onSelect: onCaption,
  });
  if (toggleFullScreen) {
    acts.push({
      icon: 'full-screen',
      text: t('room:controls.fullScreenShort'),
      label: t('room:stage.fullScreen'),
      onSelect: toggleFullScreen,
    });
  }

  return (
    <>
      {mayPublish && !isOnAir && (
        <BandButton
          icon="camera"
          text={t('air.go')}
          label={t('air.go')}
          tone="go"
          disabled={!mayGo}
          onClick={() => setIsChoosing(true)}
        />
      )}
      {mayPublish && isOnAir && (
        <>
          {capture('microphone')}
          {capture('camera')}
        </>
      )}
      {mayPublish && (
        <BandButton
          icon={sendings.has('screen') ? 'screen-off' : 'screen'}
          text={t('air.screen')}
          label={t(sendings.has('screen') ? 'air.screenOff' : 'air.screenOn')}
          pressed={sendings.has('screen')}
          disabled={!mayGo}
          onClick={() => attempt(studio.toggleScreen())}
        />
      )}
      {isOnAir && (
        <BandButton
          icon="stop"
          text={t('air.off')}
          label={t('air.offLabel')}
          tone="danger"
          onClick={() => studio.goOffAir()}
        />
      )}
      <BandButton
        icon={isMuted ? 'sound-off' : 'sound'}
        text={t('room:sound.short')}
        label={t(isMuted ? 'room:sound.turnOn' : 'room:sound.turnOff')}
        tone={isMuted ? 'warning' : 'plain'}
        onClick={() => subscriber.audio.setMuted(!isMuted)}
      />
      <BandMore acts={acts} />
      {captions.dialog}
      {isChoosing && <DeviceDialog studio={studio} onClose={() => setIsChoosing(false)} />}
    </>
  );
}
