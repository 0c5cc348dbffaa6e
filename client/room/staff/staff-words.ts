import i18next from 'i18next';
import { words as vi } from '#client/words/room-staff.vi.ts';

/** Staff's words travel with staff's part of the program; the English ones come with all the others. */
export function addStaffWords(): void {
  i18next.addResourceBundle('vi', 'room-staff', vi);
}
