import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { captionWish } from '#client/features/captions/caption-wish.ts';
import { useStore } from '#client/lib/store.ts';
import { CaptionDialogPlace } from '../parts/caption-dialog-place.tsx';
import { useRoom } from '../room-context.ts';
import type { BandAct } from './band-more.tsx';

/** The band's act for reading along, where there are captions, and the dialog that it opens. */
export function useCaptions(): { acts: BandAct[]; dialog: ReactNode } {
  const { t } = useTranslation('room');
  const { captions } = useRoom();
  const languages = useStore(captions.state, (state) => state.languages);
  const wish = useStore(captionWish);
  const [isOpen, setIsOpen] = useState(false);
  if (languages.length === 0) return { acts: [], dialog: null };

  const act: BandAct = {
    icon: 'captions',
    text: t('captions.short'),
    label: t('captions.short'),
    pressed: wish !== null && languages.includes(wish),
    onSelect: () => setIsOpen(true),
  };
  const dialog = isOpen && <CaptionDialogPlace onClose={() => setIsOpen(false)} />;
  return { acts: [act], dialog };
}
