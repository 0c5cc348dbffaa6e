import type { Server } from 'socket.io';
import type { Frame } from '#shared/features/live.ts';
import type { NewsData, NewsName } from '#shared/protocol.ts';

/** How long news may wait for company: below what a person notices, long enough to gather a burst of votes. */
const FRAME_EVERY_MS = 100;
/**
 * How much news is kept for those who come back: two minutes at eight a second. Whoever was away for more gets
 * a snapshot, which is then the smaller answer anyway.
 */
const KEPT_MAX = 1_000;
/** News to single persons is rare (the state of their own questions). */
const KEPT_PERSONAL_MAX = 500;

type News = [name: string, data: unknown];

export interface TellOptions {
  /** Send at once instead of with the next frame: a turned page, a muted microphone. */
  urgent?: boolean;
}

/** Learners, or staff, of one room: numbered news in frames, the latest of it kept. */
export class Audience {
  readonly ioRoom: string;
  readonly #io: Server;
  readonly #kept: News[] = [];
  readonly #keptPersonal: { personId: string; after: number; news: News }[] = [];
  #number = 0;
  #unsent: News[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ io, ioRoom }: { io: Server; ioRoom: string }) {
    this.#io = io;
    this.ioRoom = ioRoom;
  }

  tell<Name extends NewsName>(name: Name, data: NewsData<Name>, { urgent = false }: TellOptions = {}): void {
    this.#unsent.push([name, data]);
    // What is urgent takes along what waits: the order of news is the order in which it happened.
    if (urgent) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FRAME_EVERY_MS);
  }

  /** Outside the numbers: only this person's pages get it, and get it again if they were away. */
  tellPerson<Name extends NewsName>(
    personId: string,
    socketIds: string[],
    name: Name,
    data: NewsData<Name>,
  ): void {
    this.#keptPersonal.push({ personId, after: this.#number, news: [name, data] });
    if (this.#keptPersonal.length > KEPT_PERSONAL_MAX) this.#keptPersonal.shift();
    this.tellSockets(socketIds, name, data);
  }

  /** Outside the numbers, at once, and to these connections alone: one that comes back is another, and is not told. */
  tellSockets<Name extends NewsName>(socketIds: string[], name: Name, data: NewsData<Name>): void {
    if (socketIds.length > 0) this.#io.to(socketIds).emit('frame', this.#unnumberedFrame([[name, data]]));
  }

  /**
   * For what is worth hearing only now: outside the numbers, not kept, and not queued for a line that is busy. Whoever misses it
   * has missed nothing that matters later.
   */
  tellInPassing<Name extends NewsName>(name: Name, data: NewsData<Name>): void {
    this.#io.to(this.ioRoom).volatile.emit('frame', this.#unnumberedFrame([[name, data]]));
  }

  /**
   * What nobody of this audience may get any more, also not who comes back for what they missed: in its place among the numbers
   * stands the news that it is gone.
   */
  retract<Name extends NewsName, Gone extends NewsName>(
    name: Name,
    toGone: (data: NewsData<Name>) => [name: Gone, data: NewsData<Gone>] | undefined,
  ): void {
    const replace = (news: News): News =>
      news[0] === name ? (toGone(news[1] as NewsData<Name>) ?? news) : news;
    this.#unsent = this.#unsent.map(replace);
    this.#kept.forEach((news, index) => {
      this.#kept[index] = replace(news);
    });
    for (const kept of this.#keptPersonal) kept.news = replace(kept.news);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unsent.length === 0) return;
    const frame: Frame = { number: this.#number + 1, news: this.#unsent };
    this.#number += this.#unsent.length;
    this.#kept.push(...this.#unsent);
    if (this.#kept.length > KEPT_MAX) this.#kept.splice(0, this.#kept.length - KEPT_MAX);
    this.#unsent = [];
    this.#io.to(this.ioRoom).emit('frame', frame);
  }

  /** The number of the last news sent. What waits is sent first, so that nobody who joins now gets it twice. */
  position(): number {
    this.flush();
    return this.#number;
  }

  /** What came after a number, or undefined where some of it is no longer kept. */
  findMissed(number: number, personId: string): Frame[] | undefined {
    const behind = this.position() - number;
    if (behind < 0 || behind > this.#kept.length) return undefined;
    const missed: Frame[] = [];
    if (behind > 0) missed.push({ number: number + 1, news: this.#kept.slice(-behind) });
    const personal = this.#keptPersonal.filter((kept) => kept.personId === personId && kept.after >= number);
    if (personal.length > 0) missed.push(this.#unnumberedFrame(personal.map((kept) => kept.news)));
    return missed;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #unnumberedFrame(news: News[]): Frame {
    return { number: this.#number, news, personal: true };
  }
}
