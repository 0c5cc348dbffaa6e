import { useTranslation } from 'react-i18next';
import { useLanguage } from '#client/lib/i18n.ts';
import { type ThemeChoice, useTheme } from '#client/lib/theme.ts';
import type { ButtonVariant } from './button-look.ts';
import { Menu } from './menu.tsx';

export interface DisplayMenuProps {
  showLabel?: boolean;
  variant?: ButtonVariant;
}

const themes = [
  ['auto', 'themeAuto'],
  ['light', 'themeLight'],
  ['dark', 'themeDark'],
] as const satisfies readonly (readonly [ThemeChoice, string])[];

/** Language and theme in one place. The languages are written in themselves, for whoever cannot read the other. */
export function DisplayMenu({ showLabel, variant = 'quiet' }: DisplayMenuProps) {
  const { t } = useTranslation('common');
  const [language, chooseLanguage] = useLanguage();
  const [theme, chooseTheme] = useTheme();

  return (
    <Menu
      label={t('display')}
      icon="globe"
      showLabel={showLabel}
      labelOnPhone={false}
      variant={variant}
      items={[
        { heading: t('language') },
        { label: 'Tiếng Việt', lang: 'vi', checked: language === 'vi', onSelect: () => chooseLanguage('vi') },
        { label: 'English', lang: 'en', checked: language === 'en', onSelect: () => chooseLanguage('en') },
        { heading: t('theme') },
        ...themes.map(([choice, word]) => ({
          label: t(word),
          checked: theme === choice,
          onSelect: () => chooseTheme(choice),
        })),
      ]}
    />
  );
}
