import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { useRoom } from '../room-context.ts';

/** Says aloud what concerns this person while they look elsewhere. */
export function RoomNews() {
  const { t } = useTranslation(['questions', 'room']);
  const { chat, questions, stage } = useRoom();
  const answered = useStore(questions.state, (state) => state.lastAnswered);
  const chatAnswer = useStore(chat.state, (state) => state.lastAnswer);

  useEffect(() => {
    if (!answered) return;
    const answer = (answered.mergedInto ?? answered).answer;
    const text = answer ? `${t('yourAnswered')} ${answer}` : t('yourAnswered');
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

  useEffect(() => {
    if (chatAnswer) showToast({ text: t('room:chatAnswered', toShort(chatAnswer)), tone: 'success' });
  }, [chatAnswer, t]);

  return null;
}

/** A toast is read in passing; the whole of it stands in the chat. */
const TOAST_TEXT_MAX = 140;

function toShort({ authorName, body }: { authorName: string; body: string }) {
  const letters = [...body];
  const isLong = letters.length > TOAST_TEXT_MAX;
  return { name: authorName, text: isLong ? `${letters.slice(0, TOAST_TEXT_MAX).join('')}…` : body };
}
