import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { CheckDeskDto, OwnCheckDto } from '#shared/features/presence-checks.ts';
import { countChecks } from './check-counts.queries.ts';
import type { ShownCheck } from './check-course.ts';
import { toCheckDto } from './presence-checks.mapper.ts';
import { readDesk } from './presence-checks.queries.ts';

/** A number that grows once a second looks alive; a thousand answers are then a few messages, not a thousand. */
const COUNT_EVERY_MS = 1_000;

/** What has come of an act, besides what staff see of it. */
export interface Change {
  shown?: ShownCheck;
  closedId?: string;
}

/** Tells each audience of a room's checks what it may know. */
export class CheckNews {
  readonly #context: Pick<AppContext, 'db' | 'clock' | 'log'>;
  readonly #rooms: Live['rooms'];
  /** By check: a count that is due. */
  readonly #due = new Map<string, NodeJS.Timeout>();
  readonly #telling = new Set<Promise<void>>();
  /** By session: the check that is open, as far as this process has told. */
  readonly #open = new Map<string, string>();

  constructor(context: Pick<AppContext, 'db' | 'clock' | 'log'>, { rooms }: Pick<Live, 'rooms'>) {
    this.#context = context;
    this.#rooms = rooms;
  }

  read(sessionId: string): Promise<CheckDeskDto> {
    return readDesk(this.#context, sessionId);
  }

  /** To be called one after the other for one session. */
  async tell(sessionId: string, { shown, closedId }: Change): Promise<void> {
    if (shown) this.#open.set(sessionId, shown.id);
    const openId = this.#open.get(sessionId);
    const room = this.#rooms.find(sessionId);
    if (room && shown) room.tellLearners('check:shown', { check: toCheckDto(shown) }, { urgent: true });
    if (closedId) {
      if (openId === closedId) this.#open.delete(sessionId);
      // Whoever comes back for what they missed must not be asked what nobody is asked any more.
      room?.retractFromLearners('check:shown', ({ check }) =>
        check.checkId === closedId ? ['check:closed', { checkId: closedId }] : undefined,
      );
      room?.tellLearners('check:closed', { checkId: closedId }, { urgent: true });
    }
    if (room) room.tellStaff('check:desk_changed', { desk: await this.read(sessionId) }, { urgent: true });
  }

  /** On all pages of one person: what they have answered is answered everywhere. */
  tellOwn(sessionId: string, personId: string, own: OwnCheckDto): void {
    const room = this.#rooms.find(sessionId);
    if (!room) return;
    // Not kept for those who are away: a thousand answers would drive out what else is kept for single persons, and the snapshot has it.
    const pages = [...room.peers].filter((peer) => peer.personId === personId);
    room.tellPeers(pages, 'check:own_changed', { own });
  }

  /** Somebody answered, got it, came or went. */
  note(sessionId: string, checkId = this.#open.get(sessionId)): void {
    if (!checkId || this.#due.has(checkId)) return;
    const timer = setTimeout(() => {
      this.#due.delete(checkId);
      const telling = this.#tellCounts(sessionId, checkId)
        // The rows stand in SQL; the next count, or whoever joins, has them.
        .catch((err: unknown) => this.#context.log.error({ err, checkId }, 'a check could not be counted'))
        .finally(() => this.#telling.delete(telling));
      this.#telling.add(telling);
    }, COUNT_EVERY_MS);
    this.#due.set(checkId, timer);
  }

  /** To be awaited before the database is closed. */
  async settle(): Promise<void> {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
    await Promise.all(this.#telling);
  }

  async #tellCounts(sessionId: string, checkId: string): Promise<void> {
    const counts = (await countChecks(this.#context.db, [checkId])).get(checkId);
    if (counts) this.#rooms.find(sessionId)?.tellStaff('check:counted', { checkId, counts });
  }
}
