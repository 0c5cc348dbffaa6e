import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { limits } from '#shared/limits.ts';

/** What to say at the fields of a topic. */
export function useTopicTexts({ title, description }: { title: string; description: string }) {
  const { t } = useTranslation('site-series');
  const refused = {
    title: t('topics.titleWrong', { max: limits.titleMax }),
    description: t('topics.descriptionWrong', { max: limits.descriptionMax }),
  };
  return {
    problems: {
      title:
        (title.trim() === '' && t('topics.titleMissing')) ||
        (countCodePoints(title) > limits.titleMax && refused.title),
      description: countCodePoints(description) > limits.descriptionMax && refused.description,
    },
    refused,
  };
}
