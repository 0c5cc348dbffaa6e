import { useLanguage } from '#client/lib/i18n.ts';

/** Sample texts in both languages: they belong to no feature, and need no place in the catalogue that everybody loads. */
export function useSample(): (vi: string, en: string) => string {
  const [language] = useLanguage();
  return (vi, en) => (language === 'vi' ? vi : en);
}
