import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { rungs } from '#shared/rungs.ts';
import { useRoom } from '../room-context.ts';
import { isChoosingRung } from './rung-choice.ts';

const loadDialog = () => import('./rung-dialog.tsx');

/** Says when the line has moved this page on the ladder, and why; and holds the dialog in which the person decides. */
export function RungNews() {
  const { t } = useTranslation('room');
  const { network } = useRoom();
  const shown = useStore(network.shown);
  const isChoosing = useStore(isChoosingRung);
  const last = useRef(shown);

  useEffect(() => {
    const before = last.current;
    last.current = shown;
    if (shown.why !== 'line' || before.why !== 'line' || before.rung === shown.rung) return;
    const isLower = rungs.indexOf(shown.rung) > rungs.indexOf(before.rung);
    const rung = t(`rung.${shown.rung}`);
    showToast({
      text: isLower ? t('rung.lowered', { rung }) : t('rung.raised', { rung }),
      tone: isLower ? 'warning' : 'success',
      actionLabel: t('rung.choose'),
      onAction: () => isChoosingRung.set(true),
    });
  }, [shown, t]);

  return isChoosing ? <Dialog /> : null;
}

function Dialog() {
  const chunk = useChunk(loadDialog);
  return chunk.state === 'ready' ? <chunk.module.RungDialog /> : null;
}
