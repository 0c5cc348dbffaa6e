import i18next from 'i18next';
import { words as vi } from '#client/words/checks.vi.ts';

/** The words of presence checks travel with what shows them; the English ones come with all the others. */
export function addCheckWords(): void {
  i18next.addResourceBundle('vi', 'checks', vi);
}
