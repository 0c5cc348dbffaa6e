import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { AppError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import type { ExclusionKind } from '#shared/session-door.ts';
import { hideLinkToken, readLinkToken, showLinkToken } from '../personal-link.ts';

/** What a session's page shows before anybody has entered. */
export interface DoorPlate {
  session: SessionDto;
  seriesTitle: string;
  you: YouDto | null;
  knownName: string | null;
  /** Shown out by staff, or whoever used this browser before was. */
  exclusion: ExclusionKind | null;
}

/** A personal link that could not simply be used. */
export type LinkProblem =
  | { name: 'broken' }
  /** This browser is someone else already: the person decides. */
  | { name: 'other_person'; linkToken: string; linkedName: string | null };

export type EntranceState =
  | { name: 'loading' }
  | { name: 'failed'; error: unknown }
  | { name: 'ready'; door: DoorPlate; linkProblem: LinkProblem | null };

/** Before the network is back, or the server has started, the page tries by itself. */
const RETRY_AFTER_MS = 5_000;

/** Who this browser is at a session's door, and how to become somebody. */
export class Entrance {
  readonly code: string;
  readonly #state = createStore<EntranceState>({ name: 'loading' });
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(code: string) {
    this.code = code;
  }

  get state(): ReadOnlyStore<EntranceState> {
    return this.#state;
  }

  /** Reads the door plate; a personal link in the address restores its person where nobody is signed in. */
  async load(): Promise<void> {
    clearTimeout(this.#retryTimer);
    try {
      const door = await http('GET /api/rooms/:code', { params: { code: this.code } });
      const linkToken = readLinkToken(location.hash);
      const isOwnLink = linkToken !== null && linkToken === door.you?.linkToken;
      if (linkToken === null || isOwnLink) this.#show(door, null);
      else await this.#restore(door, linkToken);
    } catch (error) {
      this.#state.set({ name: 'failed', error });
      const isPassing =
        error instanceof AppError && (error.code === 'offline' || error.code === 'unavailable');
      if (isPassing) this.#retryTimer = setTimeout(() => void this.load(), RETRY_AFTER_MS);
    }
  }

  /** Looks again, quietly: the doors may have opened meanwhile. */
  async refresh(): Promise<void> {
    const before = this.#state.get();
    if (before.name !== 'ready') return;
    try {
      const door = await http('GET /api/rooms/:code', { params: { code: this.code } });
      // Whatever the person did in the meantime is newer.
      if (this.#state.get() === before) this.#show(door, before.linkProblem);
    } catch {
      // What stands on the page is still as good as before; entering will say what is wrong.
    }
  }

  /** @throws AppError */
  async enterByName(name: string): Promise<YouDto> {
    // Kept until the answer is there: a repeat after a lost answer must not make a second person.
    const key = `lectern.entering.${this.code}`;
    const clientId = readChoice(key) ?? newId();
    storeChoice(key, clientId);
    const { you } = await http('POST /api/rooms/:code/enter', {
      params: { code: this.code },
      body: { clientId, name },
    });
    storeChoice(key, null);
    this.#become(you);
    return you;
  }

  /** Takes the link although this browser was someone else. @throws AppError */
  async switchToLink(linkToken: string): Promise<void> {
    const { you } = await this.#enterByLink(linkToken, true);
    this.#become(you);
  }

  /** Stays who this browser is; the link of the other one leaves the address. */
  keepIdentity(): void {
    const { door } = this.#ready();
    if (door.you?.linkToken) showLinkToken(door.you.linkToken);
    else hideLinkToken();
    this.#show(door, null);
  }

  /** "Not you?": this browser is nobody again. @throws AppError */
  async forgetIdentity(): Promise<void> {
    await http('POST /api/sign-out', { body: {} });
    hideLinkToken();
    const { door } = this.#ready();
    this.#show({ ...door, you: null, knownName: null }, null);
  }

  async #restore(door: DoorPlate, linkToken: string): Promise<void> {
    try {
      const { you } = await this.#enterByLink(linkToken, false);
      this.#show({ ...door, you, knownName: null }, null);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'link_of_other_person') {
        this.#show(door, { name: 'other_person', linkToken, linkedName: error.details?.name ?? null });
      } else if (error.code === 'link_invalid' || error.code === 'not_found') {
        this.#show(door, { name: 'broken' });
      } else {
        throw error;
      }
    }
  }

  #enterByLink(linkToken: string, replace: boolean) {
    return http('POST /api/rooms/:code/enter', { params: { code: this.code }, body: { linkToken, replace } });
  }

  #become(you: YouDto): void {
    const { door } = this.#ready();
    if (you.linkToken) showLinkToken(you.linkToken);
    this.#show({ ...door, you, knownName: null }, null);
  }

  #show(door: DoorPlate, linkProblem: LinkProblem | null): void {
    this.#state.set({ name: 'ready', door, linkProblem });
  }

  #ready(): Extract<EntranceState, { name: 'ready' }> {
    const state = this.#state.get();
    if (state.name !== 'ready') throw new Error('the door plate is not there yet');
    return state;
  }
}
