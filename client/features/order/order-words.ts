import i18next from 'i18next';
import { words as vi } from '#client/words/order.vi.ts';

/** The words of the door travel with what shows them; the English ones come with all the others. */
export function addOrderWords(): void {
  i18next.addResourceBundle('vi', 'order', vi);
}
