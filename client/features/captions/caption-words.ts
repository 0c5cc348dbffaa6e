import i18next from 'i18next';
import { words as vi } from '#client/words/captions.vi.ts';

/** The words of captions travel with what shows them; the English ones come with all the others. */
export function addCaptionWords(): void {
  i18next.addResourceBundle('vi', 'captions', vi);
}
