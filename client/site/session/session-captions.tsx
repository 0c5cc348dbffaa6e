import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languageName } from '#client/features/captions/language-name.ts';
import { useLanguage } from '#client/lib/i18n.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Section } from '#client/ui/section.tsx';
import { captionTracksQuery } from '../data/queries.ts';

/** The caption files of a session that has any, one a language. */
export function SessionCaptions({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('site-sessions');
  const [pageLanguage] = useLanguage();
  const { data } = useQuery(captionTracksQuery(sessionId));
  if (!data || data.tracks.length === 0) return null;
  return (
    <Section title={t('captions.title')} lead={t('captions.lead')}>
      <ul>
        {data.tracks.map(({ language, captions }) => (
          <li key={language}>
            <ButtonLink
              href={`/files/sessions/${sessionId}/captions.vtt?language=${language}`}
              variant="quiet"
              icon="download"
              download
            >
              {t('captions.file', { language: languageName(language, pageLanguage), count: captions })}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
