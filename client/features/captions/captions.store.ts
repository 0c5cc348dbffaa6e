import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { CaptionDto } from '#shared/features/captions.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

export interface CaptionsState {
  /** The languages there are captions in. */
  languages: readonly string[];
  /** The latest, in the order in which they came. */
  latest: readonly CaptionDto[];
  /** What is being typed or heard just now. */
  draft: { language: string; text: string } | null;
}

/** What a captioner may want to mend; a reader sees the last two. */
const LATEST_MAX = 12;

export class CaptionsStore {
  readonly #store = createStore<CaptionsState>({ languages: [], latest: [], draft: null });

  get state(): ReadOnlyStore<CaptionsState> {
    return this.#store;
  }

  takeSnapshot({ captions }: SnapshotDto): void {
    this.#store.set({ ...captions, draft: null });
  }

  readonly news = {
    'caption:said': ({ caption }) => this.#take(caption),
    'caption:drafted': (draft) =>
      this.#store.set((last) => ({ ...last, draft: draft.text === '' ? null : draft })),
    'caption:removed': ({ captionId }) =>
      this.#store.set((last) => ({
        ...last,
        latest: last.latest.filter((caption) => caption.captionId !== captionId),
      })),
  } satisfies NewsHandlers;

  #take(caption: CaptionDto): void {
    this.#store.set(({ languages, latest, draft }) => {
      const { captionId, language } = caption;
      const at = latest.findIndex((known) => known.captionId === captionId);
      return {
        languages: languages.includes(language) ? languages : [...languages, language],
        latest: at < 0 ? [...latest, caption].slice(-LATEST_MAX) : latest.with(at, caption),
        // What was typed has been said; a correction leaves alone what is being typed meanwhile.
        draft: at < 0 && draft?.language === language ? null : draft,
      };
    });
  }
}
