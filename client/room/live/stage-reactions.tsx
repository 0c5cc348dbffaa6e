import { useStore } from '#client/lib/store.ts';
import { Chunk } from '../chunk.tsx';
import { useRoom } from '../room-context.ts';

const load = () => import('#client/features/reactions/reaction-float.tsx');

/** Applause over the stage; fetched with the first of it. */
export function StageReactions() {
  const { reactions } = useRoom();
  const isQuiet = useStore(reactions.state, (counts) => Object.keys(counts).length === 0);
  if (isQuiet) return null;
  return (
    <Chunk load={load} isQuiet>
      {({ ReactionFloat }) => <ReactionFloat reactions={reactions.state} />}
    </Chunk>
  );
}
