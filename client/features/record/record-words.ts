import i18next from 'i18next';
import { words as vi } from '#client/words/own-record.vi.ts';

/** The words of one's record travel with what shows them; the English ones come with all the others. */
export function addRecordWords(): void {
  i18next.addResourceBundle('vi', 'own-record', vi);
}
