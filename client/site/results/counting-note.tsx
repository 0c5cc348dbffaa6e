import { useTranslation } from 'react-i18next';
import { Banner } from '#client/ui/banner.tsx';
import type { SeriesResultsDto } from '#shared/features/results.ts';

/** Says which figures are those of the last count while another is under way; the page asks again by itself. */
export function CountingNote({ topics }: Pick<SeriesResultsDto, 'topics'>) {
  const { t } = useTranslation('site-results');
  const numbers = topics.flatMap(({ counting }, at) => (counting ? [at + 1] : []));
  if (numbers.length === 0) return null;
  return <Banner>{t('counting', { count: numbers.length, topics: numbers.join(', ') })}</Banner>;
}
