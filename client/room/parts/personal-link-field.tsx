import { useTranslation } from 'react-i18next';
import { CopyField } from '#client/ui/copy-field.tsx';
import { personalUrl } from '../personal-link.ts';

/** The address that brings this person back under their name, on any device. */
export function PersonalLink({ token }: { token: string }) {
  const { t } = useTranslation('room');
  return <CopyField label={t('link.label')} value={personalUrl(token)} hint={t('link.text')} />;
}
