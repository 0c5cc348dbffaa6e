import { useTranslation } from 'react-i18next';

/** Why the rule gives somebody no certificate, in words. */
export function useShortfall(): (reasons: readonly string[]) => string {
  const { t } = useTranslation('site-certificates');
  const tell = (name: string) =>
    name === 'topics' || name === 'test' || name === 'test_missing' ? t(`issuing.reasons.${name}`) : name;
  return (reasons) => reasons.map(tell).join(' · ');
}
