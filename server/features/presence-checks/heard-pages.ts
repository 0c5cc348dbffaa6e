import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { HeardPage } from './check-outcome.ts';

interface OpenCheck {
  checkId: string;
  /** Pages that have left the room since it was shown. */
  gone: HeardPage[];
}

/** Which pages were told of the check that is open in their room, and how long they answered on their line. After a restart all pages are new, and so is this. */
export class HeardPages {
  readonly #rooms: Pick<Live['rooms'], 'find'>;
  /** By session: what this process has told everybody. */
  readonly #open = new Map<string, OpenCheck>();

  constructor({ events }: Pick<AppContext, 'events'>, { rooms }: { rooms: Pick<Live['rooms'], 'find'> }) {
    this.#rooms = rooms;
    events.on('peer.left', ({ sessionId, personId, joinedAt, lastPacketAt }) => {
      this.#open.get(sessionId)?.gone.push({ personId, joinedAt, lastPacketAt });
    });
    events.on('session.deleted', ({ sessionId }) => this.noteClosed(sessionId));
  }

  noteShown(sessionId: string, checkId: string): void {
    this.#open.set(sessionId, { checkId, gone: [] });
  }

  noteClosed(sessionId: string): void {
    this.#open.delete(sessionId);
  }

  /** Those that were told: with everybody, or as they came in. */
  toldOf({ id, sessionId, shownAt }: { id: string; sessionId: string; shownAt: Date }): HeardPage[] {
    const here = [...(this.#rooms.find(sessionId)?.peers ?? [])];
    const open = this.#open.get(sessionId);
    if (open?.checkId === id) return [...open.gone, ...here];
    return here.filter(({ joinedAt }) => joinedAt >= shownAt);
  }
}
