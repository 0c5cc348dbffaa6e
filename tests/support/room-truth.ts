import { expect } from 'vitest';
import type { Room } from '#server/features/live/room.ts';
import type { NewsData } from '#shared/protocol.ts';
import { isStaff } from '#shared/roles.ts';
import type { MediaCensus } from './media-census.ts';
import type { TestApp } from './test-app.ts';
import type { TestClient, TestPage } from './test-client.ts';

/** As the issue has it: what is true half a minute after the last step. It is true within a second or two. */
export const TRUE_WITHIN_MS = 30_000;

export interface Player {
  personId: string;
  cookie: string;
  client: TestClient;
  isStaff: boolean;
  pages: OpenPage[];
}

export interface OpenPage {
  page: TestPage;
  /** Of its media. */
  epoch: number;
}

export function isOpen(page: TestPage): boolean {
  return page.socket.connected && page.closedReason === undefined;
}

export function openPagesOf(players: readonly Player[]): OpenPage[] {
  return players.flatMap(({ pages }) => pages.filter(({ page }) => isOpen(page)));
}

/** Compares what the server believes with what its people did, and with what the workers hold. */
export class RoomTruth {
  readonly #census: MediaCensus;
  readonly #players: readonly Player[];
  readonly #sessionId: string;

  constructor(options: { census: MediaCensus; players: readonly Player[]; sessionId: string }) {
    this.#census = options.census;
    this.#players = options.players;
    this.#sessionId = options.sessionId;
  }

  /** What the server believes is what is, for everybody who looks; and nothing in a worker belongs to nobody. */
  async expectIn(app: TestApp, join: () => Promise<TestPage> | undefined): Promise<void> {
    const opts = { timeout: TRUE_WITHIN_MS, interval: 200 };
    await expect.poll(() => this.#presenceAsHeld(app), opts).toEqual(this.#presenceAsPlayed());
    await expect.poll(() => this.#presenceAsHeard(), opts).toEqual([]);
    await expect.poll(() => this.#stageOrphans(app), opts).toEqual([]);
    await expect.poll(() => this.#mediaOrphans(app), opts).toEqual([]);

    // Whoever comes in now is told the same.
    const page = await join();
    const { order, presence } = page?.snapshot ?? {};
    const { learners } = this.#presenceAsPlayed();
    const here = order?.people.filter(({ role }) => !isStaff(role)).map(({ personId }) => personId);
    expect(new Set(here)).toEqual(new Set(learners));
    expect(presence?.learners).toBe(learners.length);
    page?.close();
  }

  /** Once everybody has left and the room is closed, the workers are empty. */
  async expectNothing(): Promise<void> {
    const nobody = { connectionIds: new Set<string>(), routerIds: new Set<string>() };
    await expect.poll(() => this.#census.findOrphans(nobody), { timeout: TRUE_WITHIN_MS }).toEqual([]);
  }

  #room(app: TestApp): Room | undefined {
    return app.live.rooms.find(this.#sessionId);
  }

  #presenceAsPlayed(): { pages: number; learners: string[] } {
    const here = this.#players.filter(({ pages }) => pages.some(({ page }) => isOpen(page)));
    const learners = here.filter((player) => !player.isStaff).map(({ personId }) => personId);
    return { pages: openPagesOf(this.#players).length, learners: learners.sort() };
  }

  #presenceAsHeld(app: TestApp): { pages: number; learners: string[] } {
    const peers = [...(this.#room(app)?.peers ?? [])];
    const learners = peers.filter((peer) => !peer.isStaff).map(({ personId }) => personId);
    return { pages: peers.length, learners: [...new Set(learners)].sort() };
  }

  /** Pages that were told last of another number than is here. */
  #presenceAsHeard(): string[] {
    const { learners } = this.#presenceAsPlayed();
    return openPagesOf(this.#players).flatMap(({ page }) => {
      const told = page.news.findLast(({ name }) => name === 'presence:changed')?.data;
      const last = (told as NewsData<'presence:changed'> | undefined)?.presence ?? page.snapshot.presence;
      return last.learners === learners.length ? [] : [`a page was told ${last.learners} learners`];
    });
  }

  /** Who sends without a right to, whose sending nobody does, and who is on stage in memory but not in SQL or the other way round. */
  async #stageOrphans(app: TestApp): Promise<string[]> {
    const room = this.#room(app);
    if (!room) return [];
    const rows = await app.context.db.stageMember.findMany({
      where: { sessionId: this.#sessionId, state: 'ON_STAGE' },
      select: { personId: true },
    });
    const onStage = new Set(rows.map(({ personId }) => personId));
    const here = new Set([...room.peers].map(({ personId }) => personId));
    const orphans = room.media.publications.flatMap(({ personId, producerId }) => {
      const isStaffs = this.#players.some((player) => player.isStaff && player.personId === personId);
      return (isStaffs || onStage.has(personId)) && here.has(personId) ? [] : [`publication ${producerId}`];
    });
    for (const peer of room.peers) {
      if (peer.isStaff) continue;
      const isSpeaker = room.speakers.roleOf(peer) === 'speaker';
      if (isSpeaker !== onStage.has(peer.personId)) orphans.push(`stage of ${peer.personId}`);
    }
    const published = new Set(room.media.publications.map(({ producerId }) => producerId));
    for (const { id } of this.#census.producers)
      if (!published.has(id)) orphans.push(`producer ${id}, which nobody is told of`);
    return orphans;
  }

  async #mediaOrphans(app: TestApp): Promise<string[]> {
    const room = this.#room(app);
    const connectionIds = new Set([...(room?.peers ?? [])].map(({ connectionId }) => connectionId));
    // A connection keeps its place without a transport there: one that only sends, to the home, or whose page has let the way time out.
    const seats = [...(room?.media.seats ?? [])];
    const seated = seats.filter(([, count]) => count > 0).map(([routerId]) => routerId);
    const routerIds = new Set(room?.media.homeId ? [room.media.homeId, ...seated] : seated);
    const orphans = await this.#census.findOrphans({ connectionIds, routerIds });
    const taken = seats.reduce((sum, [, count]) => sum + count, 0);
    if (taken > connectionIds.size) orphans.push(`${taken - connectionIds.size} seats that nobody sits on`);
    return orphans;
  }
}
