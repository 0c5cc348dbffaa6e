import { useTranslation } from 'react-i18next';
import { useLanguage } from '#client/lib/i18n.ts';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import styles from './caption-dialog.module.css';
import { CaptionTranscript } from './caption-transcript.tsx';
import { captionWish, wishCaptions } from './caption-wish.ts';
import { addCaptionWords } from './caption-words.ts';
import type { CaptionsState } from './captions.store.ts';
import { languageName } from './language-name.ts';

addCaptionWords();

const off = 'off';

export interface CaptionDialogProps {
  sessionId: string;
  timeZone: string;
  captions: ReadOnlyStore<CaptionsState>;
  onClose: () => void;
}

/** Which captions this person reads along, and all that was said before. */
export function CaptionDialog({ sessionId, timeZone, captions, onClose }: CaptionDialogProps) {
  const { t } = useTranslation('captions');
  const [pageLanguage] = useLanguage();
  const { languages, latest } = useStore(captions);
  const wish = useStore(captionWish);
  // The track that is wished for may not be there today; then the first one is read back.
  const shown = wish && languages.includes(wish) ? wish : languages[0];

  return (
    <Dialog open onClose={onClose} title={t('title')}>
      <div className={styles.content}>
        <RadioGroup
          legend={t('show')}
          value={wish && languages.includes(wish) ? wish : off}
          onChange={(value) => wishCaptions(value === off ? null : value)}
          options={[
            { value: off, label: t('off') },
            ...languages.map((language) => ({
              value: language,
              label: languageName(language, pageLanguage),
            })),
          ]}
        />
        {shown && (
          <section className={styles.transcript} aria-label={t('transcript')}>
            <div className={styles.header}>
              <h3>{t('transcript')}</h3>
              <ButtonLink
                href={`/files/sessions/${sessionId}/captions.vtt?language=${shown}`}
                variant="quiet"
                icon="download"
                download
              >
                WebVTT
              </ButtonLink>
            </div>
            <CaptionTranscript
              key={shown}
              sessionId={sessionId}
              language={shown}
              timeZone={timeZone}
              latest={latest}
            />
          </section>
        )}
      </div>
    </Dialog>
  );
}
