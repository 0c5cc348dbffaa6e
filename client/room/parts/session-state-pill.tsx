import { useTranslation } from 'react-i18next';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { Tone } from '#client/ui/tone.ts';
import type { SessionState } from '#shared/session-lifecycle.ts';

const tones: Record<SessionState, Tone> = {
  scheduled: 'neutral',
  lobby: 'accent',
  live: 'live',
  ended: 'neutral',
  archived: 'neutral',
};

export function SessionStatePill({ state }: { state: SessionState }) {
  const { t } = useTranslation('room');
  return (
    <StatusPill tone={tones[state]} icon={state === 'live' ? 'live' : undefined}>
      {t(`state.${state}`)}
    </StatusPill>
  );
}
