import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { useRoom } from '../room-context.ts';
import { BandButton } from './band-button.tsx';

const load = () => import('../speaker/speaker-controls.tsx');

/** The half of the page that sends, fetched when a learner is asked onto the stage. */
export function SpeakerSlot() {
  const member = useStore(useRoom().stage.state, ({ own }) => own.member);
  return member && <SpeakerChunk />;
}

function SpeakerChunk() {
  const { t } = useTranslation('room');
  const chunk = useChunk(load);
  if (chunk.state === 'ready') return <chunk.module.SpeakerControls />;
  if (chunk.state === 'loading') return null;
  return (
    <BandButton
      icon="refresh"
      text={t('hand.invited')}
      label={t('hand.invitedRetry')}
      tone="go"
      onClick={chunk.retry}
    />
  );
}
