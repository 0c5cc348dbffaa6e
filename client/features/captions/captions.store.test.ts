import { describe, expect, it } from 'vitest';
import type { CaptionDto } from '#shared/features/captions.ts';
import { CaptionsStore } from './captions.store.ts';

function caption(captionId: string, text: string, language = 'vi'): CaptionDto {
  return { captionId, text, language, source: 'typed', startedAt: '2026-11-26T01:30:00.000Z' };
}

describe('the captions that a page knows', () => {
  it('take the place of what was being typed, and a correction does not', () => {
    const store = new CaptionsStore();
    store.news['caption:drafted']({ language: 'vi', text: 'Chào' });
    store.news['caption:said']({ caption: caption('1', 'Chào bà con') });
    expect(store.state.get().draft).toBeNull();

    store.news['caption:drafted']({ language: 'vi', text: 'Hôm nay' });
    store.news['caption:said']({ caption: caption('1', 'Chào bà con.') });
    expect(store.state.get()).toMatchObject({
      languages: ['vi'],
      latest: [{ text: 'Chào bà con.' }],
      draft: { text: 'Hôm nay' },
    });
  });

  it('leave what is typed in another language, and go when they are taken away', () => {
    const store = new CaptionsStore();
    store.news['caption:drafted']({ language: 'en', text: 'Good' });
    store.news['caption:said']({ caption: caption('1', 'Chào') });
    expect(store.state.get().draft).toEqual({ language: 'en', text: 'Good' });
    store.news['caption:removed']({ captionId: '1' });
    expect(store.state.get().latest).toEqual([]);
  });

  it('are the latest only, however long the session', () => {
    const store = new CaptionsStore();
    for (let n = 0; n < 100; n += 1) store.news['caption:said']({ caption: caption(`${n}`, `${n}`) });
    expect(store.state.get().latest.map(({ text }) => text)).toEqual(
      Array.from({ length: 12 }, (_, index) => `${88 + index}`),
    );
  });
});
