import i18next from 'i18next';
import { words as vi } from '#client/words/timer.vi.ts';

/** The words of the countdown travel with what shows it; the English ones come with all the others. */
export function addTimerWords(): void {
  i18next.addResourceBundle('vi', 'timer', vi);
}
