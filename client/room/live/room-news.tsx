import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { useRoom } from '../room-context.ts';
import { rememberMode } from './receive-mode.ts';

/** Says aloud what concerns this person while they look elsewhere. */
export function RoomNews() {
  const { t } = useTranslation(['questions', 'room']);
  const { questions, stage } = useRoom();
  const answered = useStore(questions.state, (state) => state.lastAnswered);

  useEffect(() => {
    if (!answered) return;
    const text = answered.answer ? `${t('yourAnswered')} ${answered.answer}` : t('yourAnswered');
    showToast({ text, tone: 'success' });
  }, [answered, t]);

  const muted = useStore(stage.state, (state) => state.lastMuted);
  useEffect(() => {
    if (muted) showToast({ text: t('room:hand.muted', { name: muted.byName }), tone: 'warning' });
  }, [muted, t]);

  const way = useStore(stage.state, ({ own }) => own.member?.state);
  const lastWay = useRef(way);
  useEffect(() => {
    if (!way && lastWay.current)
      showToast({ text: t(lastWay.current === 'on_stage' ? 'room:hand.back' : 'room:hand.over') });
    lastWay.current = way;
  }, [way, t]);

  return null;
}

/** On a weak line, offers once to go without video: whoever has decided is not asked again. */
export function SaverSuggestion() {
  const { t } = useTranslation('room');
  const { network, media } = useRoom();
  const quality = useStore(network.quality);
  const mode = useStore(media.subscriber.mode);
  const hasSuggested = useRef(false);

  useEffect(() => {
    if (quality !== 'poor' || mode === 'saver' || hasSuggested.current) return;
    hasSuggested.current = true;
    showToast({
      text: t('network.suggestSaver'),
      tone: 'warning',
      actionLabel: t('network.useSaver'),
      onAction: () => {
        media.subscriber.setMode('saver');
        rememberMode('saver');
      },
    });
  }, [quality, mode, media, t]);

  return null;
}
