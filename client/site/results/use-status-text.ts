import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import type { ResultTopicDto } from '#shared/features/results.ts';
import type { Learner } from './results.ts';

/** One cell in a sentence. */
export function useStatusText(topics: readonly ResultTopicDto[]): (learner: Learner, at: number) => string {
  const { t } = useTranslation(['site-results', 'site-parts']);
  const format = useFormat();
  return useCallback(
    (learner, at) => {
      const result = learner.results[at];
      const topic = topics[at];
      if (!result || !topic) return '';
      const number = t('site-parts:topicNumber', { number: at + 1 });
      if (result.status === 'not_held') return `${learner.name}, ${number}: ${t('map.notHeld')}`;
      const parts: string[] = [
        t('map.cell', {
          name: learner.name,
          topic: number,
          status: t(`status.${result.status}`),
          minutes: format.number(Math.floor(result.seconds / 60)),
          all: format.number(Math.floor(topic.seconds / 60)),
          percent: format.number(Math.floor(result.share * 100)),
        }),
      ];
      if (topic.checksShown > 0) {
        parts.push(t('map.cellChecks', { some: result.checksAnswered, of: result.checksDelivered }));
      }
      if (result.isCorrected) parts.push(t('map.cellCorrected'));
      return parts.join(', ');
    },
    [topics, t, format],
  );
}
