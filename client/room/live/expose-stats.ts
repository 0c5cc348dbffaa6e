import type { RoomClient } from '../room-client.ts';
import type { LecternStats } from './lectern-stats.ts';

declare global {
  interface Window {
    /**
     * Read-only, for tests, benches and whoever helps a learner from afar: whether sound and picture arrive cannot be seen from
     * outside a page in any other way, and it tells nothing that the browser's own WebRTC page does not.
     */
    lecternStats?: () => Promise<LecternStats>;
  }
}

/** What reads them is fetched when somebody asks. */
export function exposeStats(room: RoomClient): () => void {
  window.lecternStats = async () => (await import('./lectern-stats.ts')).readStats(room);
  return () => {
    delete window.lecternStats;
  };
}
