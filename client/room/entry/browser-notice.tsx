import { useTranslation } from 'react-i18next';
import { chromeIntent, type Surroundings } from '#client/lib/surroundings.ts';
import { Banner } from '#client/ui/banner.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { personalUrl, publicUrl } from '../personal-link.ts';
import styles from './browser-notice.module.css';
import { addBrowserWords } from './browser-words.ts';

addBrowserWords();

const ways = { android: 'howAndroid', ios: 'howIos', other: 'howOther' } as const;

/** Before the session, not in the middle of it: what this browser lacks, and the way to one that has it. */
export function BrowserNotice({
  surroundings,
  linkToken,
}: {
  surroundings: Surroundings;
  linkToken: string | null;
}) {
  const { t } = useTranslation('room-browser');
  const { app, system, lacks } = surroundings;
  // Somebody who is known already stays themselves in the other browser.
  const url = linkToken ? personalUrl(linkToken) : publicUrl();
  const isHeard = !lacks.includes('media') && !lacks.includes('cookies');
  const title = app === null ? t('inBrowser') : app ? t('inApp', { app }) : t('inSomeApp');

  return (
    <Banner tone={isHeard ? 'info' : 'warning'} title={title}>
      <div className={styles.notice} data-testid="browser-notice">
        {isHeard && <p>{t('fine')}</p>}
        <ul className={styles.lacks}>
          {lacks.map((lack) => (
            <li key={lack}>{t(`lacks.${lack}`)}</li>
          ))}
        </ul>
        <p>{t(ways[system])}</p>
        {system === 'android' && app !== null && (
          <ButtonLink href={chromeIntent(url)}>{t('openChrome')}</ButtonLink>
        )}
        <CopyField label={t(linkToken ? 'ownLink' : 'link')} value={url} />
      </div>
    </Banner>
  );
}
