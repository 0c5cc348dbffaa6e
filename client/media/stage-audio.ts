import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';

/** `blocked`: the browser wants a tap on this page before it lets sound out. */
export type SoundState = 'quiet' | 'playing' | 'blocked';

/**
 * The one element through which everything is heard. One, because a browser that lets an element play after a tap lets it play
 * on with other tracks, while each new element would need a tap of its own.
 */
export class StageAudio {
  readonly #element = new Audio();
  readonly #state = createStore<SoundState>('quiet');
  readonly #muted = createStore(false);
  #tracks: readonly MediaStreamTrack[] = [];

  constructor() {
    this.#element.autoplay = true;
    // Safari pauses elements that are not in the page.
    this.#element.hidden = true;
    document.body.append(this.#element);
    this.#element.addEventListener('pause', this.#takePause);
    document.addEventListener('visibilitychange', this.#resume);
  }

  get state(): ReadOnlyStore<SoundState> {
    return this.#state;
  }

  get muted(): ReadOnlyStore<boolean> {
    return this.#muted;
  }

  /** To be called within the tap that joins: from then on the element may play. */
  prime(): void {
    // With nothing to play yet this stays pending or is refused; the permission is what counts.
    this.#element.play().catch(() => {});
  }

  setTracks(tracks: readonly MediaStreamTrack[]): void {
    if (sameItems(tracks, this.#tracks)) return;
    this.#tracks = tracks;
    if (tracks.length === 0) {
      this.#element.srcObject = null;
      this.#state.set('quiet');
      return;
    }
    this.#element.srcObject = new MediaStream([...tracks]);
    void this.play();
  }

  setMuted(muted: boolean): void {
    this.#muted.set(muted);
    this.#element.muted = muted;
    if (!muted && this.#tracks.length > 0) void this.play();
  }

  /** Also what the button "turn sound on" calls. */
  async play(): Promise<void> {
    const source = this.#element.srcObject;
    try {
      await this.#element.play();
      this.#state.set('playing');
    } catch (error) {
      // Another source was set meanwhile: its own call to `play` speaks for it.
      if (this.#element.srcObject !== source) return;
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#state.set('blocked');
    }
  }

  /** Nobody here pauses it: the system does, for a call or a locked screen. Until it may go on there is the button. */
  readonly #takePause = (): void => {
    if (this.#element.paused && this.#tracks.length > 0) this.#state.set('blocked');
  };

  /** Looked at again, the page takes its sound back by itself where the system lets it. */
  readonly #resume = (): void => {
    if (!document.hidden && this.#element.paused && this.#tracks.length > 0) void this.play();
  };
}

function sameItems<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
