import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addStageWords } from '#client/features/stage/stage-words.ts';
import { useErrorText } from '#client/lib/error-text.ts';
import { keepFocus } from '#client/lib/keep-focus.ts';
import { useStore } from '#client/lib/store.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { AppError } from '#shared/errors.ts';
import type { StageMemberDto } from '#shared/features/stage.ts';
import { BandButton } from '../live/band-button.tsx';
import { useRoom } from '../room-context.ts';
import { DeviceDialog } from '../staff/device-dialog.tsx';
import { addStaffWords } from '../staff/staff-words.ts';
import { type Capture, Studio } from '../staff/studio.ts';
import { InvitationDialog } from './invitation-dialog.tsx';

addStageWords();
// Of devices and what is wrong with them.
addStaffWords();

/** A learner's way to the stage and their time on it: asked, checking, seen and heard. Gone from it, all devices are off. */
export function SpeakerControls() {
  const { t } = useTranslation('room-stage');
  const room = useRoom();
  const { request } = room.connection;
  const member = useStore(room.stage.state, ({ own }) => own.member);
  const errorText = useErrorText();
  const [studio] = useState(() => new Studio(room));

  useEffect(keepFocus, []);
  useEffect(() => () => studio.close(), [studio]);

  if (!member) return null;
  switch (member.state) {
    case 'invited':
      return (
        <InvitationDialog
          member={member}
          onAnswer={async (accepted) => room.stage.takeOwn((await request('stage:answer', { accepted })).own)}
        />
      );
    case 'checking':
      return (
        <DeviceDialog
          studio={studio}
          isCameraOptional
          go={{
            label: t('check.go'),
            hint: t('check.noDevice'),
            act: async () => {
              const { own } = await request('stage:enter', {});
              // Sent before the page says that it is on stage: the dialog stays until there is something to hear.
              await studio.goOnAir();
              room.stage.takeOwn(own);
            },
          }}
          onClose={() =>
            request('stage:leave', {}).then(
              ({ own }) => room.stage.takeOwn(own),
              (error: unknown) => showToast({ text: errorText(error), tone: 'danger' }),
            )
          }
        />
      );
    case 'on_stage':
      return <OnStage studio={studio} member={member} />;
  }
}

function OnStage({ studio, member }: { studio: Studio; member: StageMemberDto }) {
  const { t } = useTranslation(['room-stage', 'room-staff']);
  const room = useRoom();
  const errorText = useErrorText();
  const sendings = useStore(studio.publisher.sendings);
  const publications = useStore(room.media.publications);
  const [asks, setAsks] = useState<'devices' | 'leaving'>();
  const refused = [...sendings.values()].find(({ state }) => state === 'failed')?.error;
  const isSending = sendings.has('microphone') || sendings.has('camera');
  const isElsewhere =
    !isSending && [...publications.values()].some(({ personId }) => personId === member.personId);

  useEffect(() => {
    if (refused) showToast({ text: errorText(new AppError(refused.code, refused.details)), tone: 'danger' });
  }, [refused, errorText]);

  function attempt(act: Promise<void>) {
    act.catch((error: unknown) => showToast({ text: errorText(error), tone: 'danger' }));
  }

  const capture = (source: Capture) => {
    const sending = sendings.get(source);
    const isOn = sending !== undefined && !sending.paused;
    const name = source === 'microphone' ? member.microphoneHeldByName : member.cameraHeldByName;
    return (
      <BandButton
        icon={isOn && !name ? source : `${source}-off`}
        text={t(`room-staff:air.${source}`)}
        label={
          name
            ? t(source === 'microphone' ? 'own.microphoneHeld' : 'own.cameraHeld', { name })
            : t(isOn ? `room-staff:air.${source}Off` : `room-staff:air.${source}On`)
        }
        tone={isOn && !name ? 'plain' : 'warning'}
        disabled={name !== null}
        onClick={() => attempt(studio.toggle(source))}
      />
    );
  };

  return (
    <>
      {isSending ? (
        <>
          {capture('microphone')}
          {capture('camera')}
        </>
      ) : (
        <BandButton
          icon="microphone-off"
          text={t('room-staff:air.microphone')}
          label={t(isElsewhere ? 'own.elsewhere' : 'check.back')}
          tone={isElsewhere ? 'plain' : 'go'}
          disabled={isElsewhere}
          onClick={() => setAsks('devices')}
        />
      )}
      <BandButton
        icon="sign-out"
        text={t('own.leave')}
        label={t('own.leaveLabel')}
        tone="danger"
        onClick={() => setAsks('leaving')}
      />
      {asks === 'devices' && (
        <DeviceDialog
          studio={studio}
          isCameraOptional
          go={{
            label: t('check.back'),
            hint: t('check.noDevice'),
            act: async () => {
              await studio.goOnAir();
              setAsks(undefined);
            },
          }}
          onClose={() => setAsks(undefined)}
        />
      )}
      <ConfirmDialog
        open={asks === 'leaving'}
        onClose={() => setAsks(undefined)}
        title={t('own.leaveTitle')}
        confirmLabel={t('own.leave')}
        onConfirm={async () => room.stage.takeOwn((await room.connection.request('stage:leave', {})).own)}
      >
        {t('own.leaveText')}
      </ConfirmDialog>
    </>
  );
}
