import type { AudienceRungsDto } from '#shared/features/media.ts';
import { type Rung, rungs } from '#shared/rungs.ts';
import type { Peer } from '../peer.ts';

/** A network that wavers under a whole class is one piece of news, not three hundred. */
export const TELL_EVERY_MS = 2_000;

/** How many learners are on which rung. What leaves this class is counts: whose line is weak is nobody's business. */
export class AudienceRungs {
  readonly #byConnection = new Map<string, { personId: string; rung: Rung }>();
  readonly #tell: (counts: AudienceRungsDto) => void;
  #told: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (counts: AudienceRungsDto) => void) {
    this.#tell = tell;
  }

  /** Of a learner with several pages the best one counts: that is where they look. */
  get counts(): AudienceRungsDto {
    const byPerson = new Map<string, number>();
    for (const { personId, rung } of this.#byConnection.values()) {
      const place = rungs.indexOf(rung);
      byPerson.set(personId, Math.min(place, byPerson.get(personId) ?? place));
    }
    const counts: AudienceRungsDto = { full: 0, small: 0, sound: 0, slides: 0 };
    for (const place of byPerson.values()) {
      const rung = rungs[place];
      if (rung) counts[rung] += 1;
    }
    return counts;
  }

  note({ connectionId, personId, isStaff }: Peer, rung: Rung): void {
    if (isStaff) return;
    this.#byConnection.set(connectionId, { personId, rung });
    this.#tellSoon();
  }

  forget(connectionId: string): void {
    if (this.#byConnection.delete(connectionId)) this.#tellSoon();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#byConnection.clear();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { counts } = this;
      const told = JSON.stringify(counts);
      if (told === this.#told) return;
      this.#told = told;
      this.#tell(counts);
    }, TELL_EVERY_MS);
  }
}
