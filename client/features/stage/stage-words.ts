import i18next from 'i18next';
import { words as vi } from '#client/words/room-stage.vi.ts';

/** The words of the stage travel with what shows them; the English ones come with all the others. */
export function addStageWords(): void {
  i18next.addResourceBundle('vi', 'room-stage', vi);
}
