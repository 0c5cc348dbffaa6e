import { useTranslation } from 'react-i18next';
import { limits } from '#shared/limits.ts';
import type { DecisionDialogProps } from '../parts/decision-dialog.tsx';

/** Asked for with every decision about somebody's attendance. */
export function useReason(): DecisionDialogProps<never>['reason'] {
  const { t } = useTranslation('site-objections');
  return {
    label: t('reason'),
    hint: t('reasonHint'),
    missing: t('reasonMissing'),
    max: limits.reasonMax,
  };
}
