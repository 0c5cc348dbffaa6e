import { useStore } from '#client/lib/store.ts';
import { useRoom } from '../room-context.ts';
import { useChunk } from '../use-chunk.ts';

const load = () => import('#client/features/reactions/reaction-float.tsx');

/** Applause over the stage; fetched with the first of it. */
export function StageReactions() {
  const { reactions } = useRoom();
  const isQuiet = useStore(reactions.state, (counts) => Object.keys(counts).length === 0);
  return isQuiet ? null : <Float />;
}

function Float() {
  const { reactions } = useRoom();
  const chunk = useChunk(load);
  // Where it cannot be fetched, applause is not worth a word.
  return chunk.state === 'ready' ? <chunk.module.ReactionFloat reactions={reactions.state} /> : null;
}
