import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { captionWish } from '#client/features/captions/caption-wish.ts';
import { useStore } from '#client/lib/store.ts';
import { showToast } from '#client/ui/toasts.store.ts';
import { Chunk } from '../chunk.tsx';
import { useRoom } from '../room-context.ts';

const loadOverlay = () => import('#client/features/captions/caption-overlay.tsx');

/** Captions over the stage for whoever wishes them; when the first ones come, everybody hears once that they are there. */
export function StageCaptions() {
  const { t } = useTranslation('room');
  const { captions, isStaff } = useRoom();
  const wish = useStore(captionWish);
  const languages = useStore(captions.state, (state) => state.languages);
  const hasAny = languages.length > 0;

  useEffect(() => {
    if (hasAny && !isStaff && captionWish.get() === null) showToast({ text: t('captions.news') });
  }, [hasAny, isStaff, t]);

  if (!wish || !languages.includes(wish)) return null;
  return (
    <Chunk load={loadOverlay} isQuiet>
      {({ CaptionOverlay }) => <CaptionOverlay captions={captions.state} language={wish} />}
    </Chunk>
  );
}
