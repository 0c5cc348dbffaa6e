import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { useRoom } from '../room-context.ts';

/** Says aloud what concerns this person while they look elsewhere. */
export function RoomNews() {
  const { t } = useTranslation(['questions', 'room']);
  const { questions, network, media } = useRoom();
  const answered = useStore(questions.state, (state) => state.lastAnswered);
  const quality = useStore(network.quality);
  const mode = useStore(media.subscriber.mode);
  const hasSuggested = useRef(false);

  useEffect(() => {
    if (!answered) return;
    showToast({
      text: answered.answer ? `${t('yourAnswered')} ${answered.answer}` : t('yourAnswered'),
      tone: 'success',
    });
  }, [answered, t]);

  useEffect(() => {
    if (quality !== 'poor' || mode === 'saver' || hasSuggested.current) return;
    // Once: whoever has decided is not asked again.
    hasSuggested.current = true;
    showToast({
      text: t('room:network.suggestSaver'),
      tone: 'warning',
      actionLabel: t('room:network.useSaver'),
      onAction: () => media.subscriber.setMode('saver'),
      durationMs: 15_000,
    });
  }, [quality, mode, media, t]);

  return null;
}
