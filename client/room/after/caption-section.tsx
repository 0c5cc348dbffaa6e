import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Section } from '#client/ui/section.tsx';
import { CaptionDialogPlace } from '../parts/caption-dialog-place.tsx';
import { useRoom } from '../room-context.ts';

/** What was said, for whoever wants to read it again. */
export function CaptionSection() {
  const { t } = useTranslation('room');
  const { captions } = useRoom();
  const languages = useStore(captions.state, (state) => state.languages);
  const [isOpen, setIsOpen] = useState(false);
  if (languages.length === 0) return null;
  return (
    <Section title={t('captions.short')} lead={t('captions.again')}>
      <Button icon="captions" onClick={() => setIsOpen(true)}>
        {t('captions.read')}
      </Button>
      {isOpen && <CaptionDialogPlace onClose={() => setIsOpen(false)} />}
    </Section>
  );
}
