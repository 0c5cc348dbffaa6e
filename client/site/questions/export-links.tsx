import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useLanguage } from '#client/lib/i18n.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';

type Exported =
  | { path: '/files/sessions/:sessionId/questions'; params: { sessionId: string } }
  | { path: '/files/topics/:topicId/questions'; params: { topicId: string } };

/** Two links, not a menu: a download is a real address that every browser can open. */
export function ExportLinks({ path, params }: Exported) {
  const { t } = useTranslation('site-questions');
  const [language] = useLanguage();
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <ButtonLink
          key={format}
          href={addressOf(path, { params, query: { format, language } })}
          download
          icon="download"
        >
          {t(format)}
        </ButtonLink>
      ))}
    </>
  );
}
