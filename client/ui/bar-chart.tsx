import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import styles from './bar-chart.module.css';
import { tableRoles } from './table-roles.ts';

export interface Bar {
  label: string;
  value: number;
  /** After the value: a share, for instance. */
  note?: string;
}

export interface BarChartProps {
  title: string;
  bars: readonly Bar[];
  formatValue?: (value: number) => string;
  /** The full length; the largest value by default. */
  max?: number;
  /** What labels and values are, for screen readers. */
  headers?: readonly [string, string];
}

/** A table whose last column is drawn: whoever cannot see the bars has the figures. */
export function BarChart({ title, bars, formatValue, max, headers }: BarChartProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const longest = max ?? Math.max(1, ...bars.map((bar) => bar.value));

  if (bars.length === 0) return <p className={styles.empty}>{t('chart.empty')}</p>;

  return (
    <table {...tableRoles.table} className={styles.chart}>
      <caption className={styles.title}>{title}</caption>
      <thead className={styles.hidden}>
        <tr>
          <th scope="col">{headers?.[0] ?? t('chart.label')}</th>
          <th scope="col">{headers?.[1] ?? t('chart.value')}</th>
        </tr>
      </thead>
      <tbody {...tableRoles.group}>
        {bars.map((bar) => (
          <tr key={bar.label} {...tableRoles.row} className={styles.row}>
            <th scope="row" className={styles.label}>
              {bar.label}
            </th>
            <td {...tableRoles.cell} className={styles.value}>
              {formatValue ? formatValue(bar.value) : format.number(bar.value)}
              {bar.note && <span className={styles.note}>{bar.note}</span>}
            </td>
            <td className={styles.track}>
              <svg width="100%" height="14" aria-hidden="true">
                <rect className={styles.bar} height="14" width={`${share(bar.value, longest)}%`} rx="2" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function share(value: number, longest: number): number {
  return longest > 0 ? Math.min(100, Math.max(0, (value / longest) * 100)) : 0;
}
