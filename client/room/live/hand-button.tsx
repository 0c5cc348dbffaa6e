import { useTranslation } from 'react-i18next';
import { placeInLine } from '#client/features/stage/stage.store.ts';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { BandButton } from './band-button.tsx';

/** Up or down, and one's own place in the line. */
export function HandButton() {
  const { t } = useTranslation('room');
  const room = useRoom();
  const { session } = useFacts();
  const errorText = useErrorText();
  const place = useStore(room.stage.state, placeInLine);
  const isUp = place !== undefined;
  const isLocked = !isUp && session.lockedFeatures.includes('hands');

  async function toggle() {
    try {
      const { own } = await room.connection.request(isUp ? 'hand:lower' : 'hand:raise', {});
      room.stage.takeOwn(own);
      const now = placeInLine(room.stage.state.get());
      showToast({ text: now ? t('hand.up', { place: now }) : t('hand.down') });
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    }
  }

  return (
    <BandButton
      icon="hand"
      text={isUp ? t('hand.place', { place }) : t('hand.raise')}
      label={isUp ? t('hand.lower', { place }) : t(isLocked ? 'hand.locked' : 'hand.raise')}
      pressed={isUp}
      disabled={isLocked}
      onClick={() => void toggle()}
    />
  );
}
