import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Section } from '#client/ui/section.tsx';
import { Chunk } from '../chunk.tsx';
import { useFacts, useRoom } from '../room-context.ts';

const loadDialog = () => import('#client/features/captions/caption-dialog.tsx');

/** What was said, for whoever wants to read it again. */
export function CaptionSection() {
  const { t } = useTranslation('room');
  const { captions } = useRoom();
  const { session } = useFacts();
  const languages = useStore(captions.state, (state) => state.languages);
  const [isOpen, setIsOpen] = useState(false);
  if (languages.length === 0) return null;
  return (
    <Section title={t('captions.short')} lead={t('captions.again')}>
      <Button icon="captions" onClick={() => setIsOpen(true)}>
        {t('captions.read')}
      </Button>
      {isOpen && (
        <Chunk load={loadDialog} isQuiet>
          {({ CaptionDialog }) => (
            <CaptionDialog
              sessionId={session.sessionId}
              timeZone={session.timeZone}
              captions={captions.state}
              onClose={() => setIsOpen(false)}
            />
          )}
        </Chunk>
      )}
    </Section>
  );
}
