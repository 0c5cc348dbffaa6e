import { useTranslation } from 'react-i18next';
import { limits } from '#shared/limits.ts';
import type { DecisionDialogProps } from '../parts/decision-dialog.tsx';

const SHORTEST = 3;

/** What is taken back says why: it is read by whoever it concerns, and by an auditor. */
export function useHallReason(): DecisionDialogProps<never>['reason'] {
  const { t } = useTranslation('halls');
  return {
    label: t('history.reason'),
    missing: t('history.reasonMissing'),
    min: SHORTEST,
    max: limits.hallReasonMax,
  };
}
