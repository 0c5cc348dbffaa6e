import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { limits } from '#shared/limits.ts';

/** What to say at the field of a new password. */
export function usePasswordTexts(password: string) {
  const { t } = useTranslation('site-accounts');
  return {
    hint: t('fields.passwordHint', { min: limits.passwordMin }),
    problem:
      countCodePoints(password) < limits.passwordMin &&
      t('fields.passwordShort', { min: limits.passwordMin }),
    // The length was checked before: what the server still refuses stands in every list of leaked passwords.
    refused: t('fields.passwordCommon'),
  };
}
