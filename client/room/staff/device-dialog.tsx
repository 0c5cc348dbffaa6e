import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { type LevelReader, readLevel } from '#client/media/level.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { LevelMeter } from '#client/ui/level-meter.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { Select } from '#client/ui/select.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { useFacts } from '../room-context.ts';
import styles from './device-dialog.module.css';
import type { Capture, DeviceState, Studio } from './studio.ts';

export interface DeviceDialogProps {
  studio: Studio;
  onClose: () => void;
  /** Instead of going on air as a trainer does. */
  go?: { label: string; act: () => Promise<void>; hint: string };
  /** The camera stays off until the person turns it on. */
  isCameraOptional?: boolean;
}

const microphoneOnly = ['microphone'] as const;
const cameraOnly = ['camera'] as const;

/** Camera and microphone, seen and heard by oneself first; then on air. */
export function DeviceDialog({ studio, onClose, go, isCameraOptional = false }: DeviceDialogProps) {
  const { t } = useTranslation('room-staff');
  const { session } = useFacts();
  const { camera, microphone } = useStore(studio.state);
  const sendings = useStore(studio.publisher.sendings);
  const [error, setError] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);
  const isOnAir = sendings.has('camera') || sendings.has('microphone');
  const hasSomething = camera.name === 'on' || microphone.name === 'on';
  const isAsking = camera.name === 'asking' || microphone.name === 'asking';

  useEffect(
    () => void studio.prepare(isCameraOptional ? microphoneOnly : undefined),
    [studio, isCameraOptional],
  );

  function close() {
    studio.stopPreview();
    onClose();
  }

  async function goOn() {
    setIsPending(true);
    setError(undefined);
    try {
      await (go ? go.act() : studio.goOnAir());
      if (!go) onClose();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog
      open
      onClose={close}
      title={t('air.setUp')}
      size="large"
      footer={
        isOnAir ? (
          <Button variant="primary" onClick={onClose}>
            {t('air.done')}
          </Button>
        ) : (
          <Button
            variant="primary"
            icon="live"
            pending={isPending}
            disabled={!hasSomething || isAsking}
            onClick={() => void goOn()}
          >
            {go?.label ?? t(session.state === 'live' ? 'air.go' : 'air.goLobby')}
          </Button>
        )
      }
    >
      <div className={styles.setUp}>
        <Preview camera={camera} />
        <div className={styles.choices}>
          {isCameraOptional && (
            <Switch
              label={t('air.withCamera')}
              checked={camera.name !== 'off'}
              onChange={(isOn) => (isOn ? void studio.prepare(cameraOnly) : studio.stopPreview(cameraOnly))}
            />
          )}
          {(!isCameraOptional || camera.name !== 'off') && <DeviceChoice studio={studio} capture="camera" />}
          <DeviceChoice studio={studio} capture="microphone" />
          <Level microphone={microphone} />
          <FormError error={error} />
          {!hasSomething && !isAsking && <p className={styles.hint}>{go?.hint ?? t('air.without')}</p>}
        </div>
      </div>
    </Dialog>
  );
}

function Preview({ camera }: { camera: DeviceState }) {
  const { t } = useTranslation('room-staff');
  const element = useRef<HTMLVideoElement>(null);
  const track = camera.name === 'on' ? camera.track : undefined;

  useEffect(() => {
    if (element.current) element.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);

  return (
    <div className={styles.preview}>
      {/* Always there, so that the picture appears without a jump. */}
      <video
        ref={element}
        className={styles.video}
        muted
        autoPlay
        playsInline
        aria-label={t('air.preview')}
      />
      {!track && (
        <p className={styles.noPicture}>
          {camera.name === 'asking' ? <Spinner size="large" /> : <Icon name="camera-off" size={32} />}
          {camera.name === 'off' && t('air.noPreview')}
        </p>
      )}
    </div>
  );
}

function DeviceChoice({ studio, capture }: { studio: Studio; capture: Capture }) {
  const { t } = useTranslation(['room-staff', 'common']);
  const { devices, [capture]: state } = useStore(studio.state);
  const choices = capture === 'camera' ? devices.cameras : devices.microphones;
  const label = t(capture === 'camera' ? 'air.chooseCamera' : 'air.chooseMicrophone');
  return (
    <div className={styles.choice}>
      {choices.length > 0 && (
        <Select
          label={label}
          value={state.name === 'on' ? state.deviceId : ''}
          placeholder={state.name === 'on' ? undefined : '…'}
          options={choices.map(({ deviceId, label: name }, index) => ({
            value: deviceId,
            label: name || t('air.unnamed', { number: index + 1 }),
          }))}
          onChange={(deviceId) => void studio.choose(capture, deviceId)}
        />
      )}
      {state.name === 'error' && (
        <Banner
          tone="warning"
          title={label}
          live
          action={<Button onClick={() => void studio.retry(capture)}>{t('common:retry')}</Button>}
        >
          {t(`deviceError.${state.reason}`)}
        </Banner>
      )}
    </div>
  );
}

function Level({ microphone }: { microphone: DeviceState }) {
  const { t } = useTranslation('room-staff');
  const track = microphone.name === 'on' ? microphone.track : undefined;
  const reader = useRef<LevelReader>(null);

  useEffect(() => {
    if (!track) return;
    const own = readLevel(track);
    reader.current = own;
    return () => {
      reader.current = null;
      own.close();
    };
  }, [track]);

  if (!track) return null;
  return (
    <div>
      <LevelMeter label={t('air.level')} level={() => reader.current?.level() ?? 0} />
      <p className={styles.hint}>{t('air.levelHint')}</p>
    </div>
  );
}
