import { useTranslation } from 'react-i18next';
import { showToast } from '#client/ui/toasts.store.ts';
import { copyText } from './copy-text.ts';

/** Copies and says so; `done` is said instead of the plain "copied". */
export function useCopy(): (text: string, done?: string) => Promise<void> {
  const { t } = useTranslation('site-parts');
  return async (text, done = t('copy.copied')) => {
    const isCopied = await copyText(text);
    showToast(isCopied ? { text: done, tone: 'success' } : { text: t('copy.failed'), tone: 'danger' });
  };
}
