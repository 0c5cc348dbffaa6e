import i18next from 'i18next';
import { words as vi } from '#client/words/room-browser.vi.ts';

/** Words for those few whose browser lacks something; the English ones come with all the others. */
export function addBrowserWords(): void {
  i18next.addResourceBundle('vi', 'room-browser', vi);
}
