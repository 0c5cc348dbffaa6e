import i18next from 'i18next';
import { words as vi } from '#client/words/chat.vi.ts';

/** The chat's words travel with its part of the program; the English ones come with all the others. */
export function addChatWords(): void {
  i18next.addResourceBundle('vi', 'chat', vi);
}
