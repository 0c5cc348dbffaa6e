import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SessionMove, SessionState } from '#shared/session-lifecycle.ts';
import { useFacts, useRoom } from '../room-context.ts';
import type { Studio } from './studio.ts';

type StaffMove = Extract<SessionMove, 'open_lobby' | 'start' | 'end'>;

const nextMoves: Partial<Record<SessionState, StaffMove>> = {
  scheduled: 'open_lobby',
  lobby: 'start',
  live: 'end',
};

/** The session's next step. What cannot be taken back is asked for twice. */
export function MoveButton({ studio, isCompact = false }: { studio: Studio; isCompact?: boolean }) {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const { session } = useFacts();
  const errorText = useErrorText();
  const openCount = useStore(room.questions.state, ({ shared }) => {
    let count = 0;
    for (const { state } of shared.values()) if (state === 'open' || state === 'answering') count += 1;
    return count;
  });
  const [asking, setAsking] = useState<StaffMove>();
  const [isPending, setIsPending] = useState(false);
  const move = nextMoves[session.state];
  if (!move) return null;

  async function act(chosen: StaffMove) {
    const { sessionId } = session;
    const moved = await http('POST /api/sessions/:sessionId/move', {
      params: { sessionId },
      body: { move: chosen },
    });
    room.takeSession(moved);
  }

  async function press(chosen: StaffMove) {
    if (chosen === 'end' || (chosen === 'start' && !studio.isOnAir)) {
      setAsking(chosen);
      return;
    }
    setIsPending(true);
    try {
      await act(chosen);
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  }

  return (
    <>
      <Button
        variant={move === 'end' ? 'secondary' : 'primary'}
        wide={!isCompact}
        size={isCompact ? 'regular' : 'large'}
        pending={isPending}
        aria-label={isCompact ? t(`move.${move}`) : undefined}
        onClick={() => void press(move)}
      >
        {t(isCompact ? `moveShort.${move}` : `move.${move}`)}
      </Button>
      <ConfirmDialog
        open={asking === 'start'}
        onClose={() => setAsking(undefined)}
        title={t('move.startTitle')}
        confirmLabel={t('move.startAnyway')}
        onConfirm={() => act('start')}
      >
        {t('move.startText')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'end'}
        onClose={() => setAsking(undefined)}
        title={t('move.endTitle')}
        confirmLabel={t('move.end')}
        onConfirm={() => act('end')}
        danger
      >
        <p>{t('move.endText')}</p>
        {openCount > 0 && <p>{t('move.endOpen', { count: openCount })}</p>}
      </ConfirmDialog>
    </>
  );
}
