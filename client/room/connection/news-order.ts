import type { Frame, Position } from '#shared/features/live.ts';

export type NewsItem = [name: string, data: unknown];

/** What a join brought: where we stand now, whether by a snapshot, and what was missed without one. */
export interface Joined {
  position: Position;
  hasSnapshot: boolean;
  missed: Frame[];
}

/**
 * Keeps news in order. Each piece has a number within its room's epoch; a piece that is not newer is dropped, and one that
 * skips a number says `gap`: then the page joins again and gets what it missed. News that arrives during a join waits for it,
 * because the server lets us listen before it has read what to answer.
 */
export class NewsOrder {
  #position: Position | null = null;
  #held: Frame[] | null = [];

  /** For the next join; null asks for a snapshot. */
  get position(): Position | null {
    return this.#position;
  }

  beginJoin(): void {
    this.#held = [];
  }

  /** Takes the answer to a join; returns what is to be applied now, after the snapshot if there is one. */
  finishJoin({ position, hasSnapshot, missed }: Joined): NewsItem[] | 'gap' {
    const held = this.#held ?? [];
    this.#held = null;
    const news = hasSnapshot ? [] : missed.flatMap((frame) => this.#takeNewer(frame));
    this.#position = position;

    for (const frame of held) {
      // A personal frame from before the snapshot is in the snapshot.
      if (frame.personal && frame.number < position.number) continue;
      const next = this.take(frame);
      if (next === 'gap') return 'gap';
      news.push(...next);
    }
    return news;
  }

  /** A frame as it arrives; returns its news that is new. */
  take(frame: Frame): NewsItem[] | 'gap' {
    if (this.#held) {
      this.#held.push(frame);
      return [];
    }
    const isAhead = this.#position && !frame.personal && frame.number > this.#position.number + 1;
    return isAhead ? 'gap' : this.#takeNewer(frame);
  }

  /** Forgets where we stood: the next join brings a snapshot. */
  forget(): void {
    this.#position = null;
  }

  #takeNewer(frame: Frame): NewsItem[] {
    const position = this.#position;
    if (frame.personal || !position) return frame.news;
    const known = Math.max(0, position.number + 1 - frame.number);
    const number = Math.max(position.number, frame.number + frame.news.length - 1);
    this.#position = { ...position, number };
    return frame.news.slice(known);
  }
}
