import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Interval, unite } from '#server/features/attendance/presence-intervals.ts';
import type { TestPerson } from './factories.ts';
import { TestClient, type TestPage } from './test-client.ts';

/** What a learner does with their pages. */
export type Habit = 'stays' | 'reconnects' | 'two_tabs' | 'two_devices' | 'freezes' | 'leaves' | 'comes_late';
export const habits: readonly Habit[] = [
  'stays',
  'reconnects',
  'two_tabs',
  'two_devices',
  'freezes',
  'leaves',
  'comes_late',
];

interface OpenPage {
  page: TestPage;
  sinceMs: number;
}

/** A learner who keeps a diary of when they really were in the room, to compare the record with. */
export class DiaryLearner {
  readonly person: TestPerson;
  readonly habit: Habit;
  readonly #code: string;
  readonly #open = new Map<string, OpenPage>();
  readonly #stays: Interval[] = [];

  constructor(person: TestPerson, habit: Habit, code: string) {
    this.person = person;
    this.habit = habit;
    this.#code = code;
  }

  /** When they really were there; what goes on, until now. */
  truth(): Interval[] {
    const going = [...this.#open.values()].map(({ sinceMs }) => ({ startMs: sinceMs, endMs: Date.now() }));
    return unite([...this.#stays, ...going]);
  }

  async arrive(): Promise<void> {
    if (this.habit === 'comes_late') return;
    await this.#join();
    if (this.habit === 'two_tabs') await this.#join();
    if (this.habit === 'two_devices')
      await this.#join(new TestClient(this.person.client.url, this.person.client.cookieHeader));
  }

  /** Between arriving and the end, once. */
  async live(stepMs: number): Promise<void> {
    switch (this.habit) {
      case 'reconnects':
        for (let time = 0; time < 3; time += 1) {
          const [pageId] = this.#open.keys();
          this.#closeAll();
          await delay(stepMs / 4);
          await this.#join(this.person.client, pageId);
          await delay(stepMs / 4);
        }
        return;
      case 'two_tabs':
      case 'two_devices': {
        await delay(stepMs);
        const [first] = this.#open.keys();
        if (first) this.#close(first);
        return;
      }
      case 'freezes':
        await delay(stepMs);
        for (const pageId of [...this.#open.keys()]) this.#freeze(pageId);
        return;
      case 'leaves':
        await delay(stepMs);
        this.#closeAll();
        return;
      case 'comes_late':
        await delay(stepMs);
        await this.#join();
        return;
      case 'stays':
        return;
    }
  }

  /** The server has died: whoever was there is not, until they come back. */
  noteCrash(atMs: number): boolean {
    const wasThere = this.#open.size > 0;
    for (const { sinceMs } of this.#open.values()) this.#stays.push({ startMs: sinceMs, endMs: atMs });
    for (const { page } of this.#open.values()) page.close();
    this.#open.clear();
    return wasThere;
  }

  comeBack(): Promise<void> {
    return this.#join();
  }

  /** Goes home for good. */
  end(): void {
    this.#closeAll();
    this.person.client.close();
  }

  async #join(client = this.person.client, pageId: string = randomUUID()): Promise<void> {
    const page = await client.join(this.#code, { pageId });
    this.#open.set(pageId, { page, sinceMs: Date.now() });
  }

  #close(pageId: string): void {
    const own = this.#open.get(pageId);
    if (!own) return;
    this.#open.delete(pageId);
    this.#stays.push({ startMs: own.sinceMs, endMs: Date.now() });
    own.page.close();
  }

  #closeAll(): void {
    for (const pageId of [...this.#open.keys()]) this.#close(pageId);
  }

  /** Its socket stays open, and nobody reads from it any more. */
  #freeze(pageId: string): void {
    const own = this.#open.get(pageId);
    if (!own) return;
    this.#open.delete(pageId);
    this.#stays.push({ startMs: own.sinceMs, endMs: Date.now() });
    const { transport } = own.page.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void } } };
    };
    transport.ws._socket.pause();
  }
}
