import i18next from 'i18next';
import { words as vi } from './room-around.vi.ts';

/** Called by each part that shows them; the English ones come with all the others. */
export function addAroundWords(): void {
  i18next.addResourceBundle('vi', 'room-around', vi);
}
