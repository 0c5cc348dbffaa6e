import { useSeries } from '../series/series-layout.tsx';

/** As yyyy-mm-dd where the series is. */
export function useToday(): string {
  const { timeZone } = useSeries();
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
}
