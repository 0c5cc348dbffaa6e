import { useTranslation } from 'react-i18next';
import styles from './heat-map.module.css';

/** What the marks beside the minutes mean; `withScale`, and what the colours do. */
export function StatusLegend({ withScale = false }: { withScale?: boolean }) {
  const { t } = useTranslation('site-results');
  const explained: readonly [string, string][] = [
    ['✓', t('status.passed')],
    ['!', t('status.too_few_checks')],
    ['–', t('status.absent')],
    ['⌂', t('status.in_hall')],
    ['▷', t('status.external')],
    ['*', t('map.cellCorrected')],
  ];
  return (
    <div className={styles.legend}>
      {withScale && (
        <span className={styles.scale}>
          {t('map.legend')} {t('map.legendLess')}
          {[0, 1, 2, 3, 4, 5].map((level) => (
            <span key={level} className={styles.swatch} data-level={level} />
          ))}
          {t('map.legendMore')}
        </span>
      )}
      {explained.map(([mark, text]) => (
        <span key={mark}>
          <b aria-hidden>{mark}</b> {text}
        </span>
      ))}
    </div>
  );
}
