import i18next from 'i18next';
import { words as vi } from '#client/words/polls.vi.ts';

/** The words of polls travel with what shows them; the English ones come with all the others. */
export function addPollWords(): void {
  i18next.addResourceBundle('vi', 'polls', vi);
}
