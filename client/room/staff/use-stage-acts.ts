import { useMemo } from 'react';
import type { StageActs } from '#client/features/stage/stage-panel.tsx';
import { useRoom } from '../room-context.ts';

/** Staff's acts over hands and stage, in this room. What became of them comes with the news. */
export function useStageActs(): StageActs {
  const { request } = useRoom().connection;
  return useMemo(
    () => ({
      invite: async (personId) => void (await request('stage:invite', { personId })),
      putDown: async (numbers) => void (await request('hand:put_down', { numbers })),
      remove: async (personId) => void (await request('stage:remove', { personId })),
      mute: async (personId) => void (await request('stage:mute', { personId })),
      muteAll: async (staffToo) => void (await request('stage:mute_all', { staffToo })),
      hold: async (personId, source, held) => void (await request('stage:hold', { personId, source, held })),
      spotlight: async (personId) => void (await request('stage:spotlight', { personId })),
    }),
    [request],
  );
}
