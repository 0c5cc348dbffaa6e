import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { toAttendanceRowDto } from './attendance.mapper.ts';
import { readAttendanceOf } from './attendance.service.ts';
import type { PresenceChange } from './presence-recorder.ts';

/** The end of a full session changes everybody's row; so many at a time keep a frame under 100 KB. */
const ROWS_PER_NEWS_MAX = 300;

/**
 * Tells staff which learners came, went or came back. Rows are read after the commit and for one room at a time: what comes
 * meanwhile is read together next, so a hall that rushes in costs a few queries, and no older row can follow a newer one.
 */
export class AttendanceNews {
  readonly #context: Pick<AppContext, 'db' | 'clock' | 'log'>;
  readonly #live: Pick<Live, 'rooms'>;
  /** By session: whose rows are out of date, beyond those being read. */
  readonly #changed = new Map<string, Set<string>>();
  readonly #telling = new Map<string, Promise<void>>();

  constructor(context: Pick<AppContext, 'db' | 'clock' | 'log'>, live: Pick<Live, 'rooms'>) {
    this.#context = context;
    this.#live = live;
  }

  note(changes: PresenceChange[]): void {
    for (const { sessionId, personId, role } of changes) {
      if (role !== 'learner' || !this.#live.rooms.find(sessionId)) continue;
      const personIds = this.#changed.get(sessionId) ?? new Set();
      this.#changed.set(sessionId, personIds.add(personId));
      if (!this.#telling.has(sessionId)) this.#telling.set(sessionId, this.#tell(sessionId));
    }
  }

  /** The session started or ended: from here on everybody's time runs, or has run. */
  noteEverybody(sessionId: string): void {
    const peers = [...(this.#live.rooms.find(sessionId)?.peers ?? [])];
    this.note(peers.map(({ personId, role }) => ({ sessionId, personId, role })));
  }

  /** To be awaited before the database is closed. */
  async settle(): Promise<void> {
    await Promise.all(this.#telling.values());
  }

  async #tell(sessionId: string): Promise<void> {
    const { db, clock, log } = this.#context;
    try {
      // After the loop in `note`, so that all of its changes go together.
      await Promise.resolve();
      for (let personIds = this.#take(sessionId); personIds; personIds = this.#take(sessionId)) {
        const { run, learners } = await readAttendanceOf({ db, clock, sessionId, personIds });
        this.#live.rooms.find(sessionId)?.tellStaff('attendance:changed', {
          asOf: run.asOf.toISOString(),
          rows: learners.map(toAttendanceRowDto),
        });
      }
    } catch (err) {
      // The rows stand in SQL; whoever joins or reads the report has them.
      log.error({ err, sessionId }, 'staff could not be told of changed attendance');
    } finally {
      this.#telling.delete(sessionId);
    }
  }

  #take(sessionId: string): string[] | undefined {
    const personIds = [...(this.#changed.get(sessionId) ?? [])];
    this.#changed.delete(sessionId);
    const rest = personIds.splice(ROWS_PER_NEWS_MAX);
    if (rest.length > 0) this.#changed.set(sessionId, new Set(rest));
    return personIds.length > 0 ? personIds : undefined;
  }
}
