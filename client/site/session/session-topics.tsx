import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Section } from '#client/ui/section.tsx';
import type { SeriesDto, SessionDto, SessionTopicDto } from '#shared/features/catalog.ts';
import { topicAddress } from '../parts/addresses.ts';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';

export function SessionTopics({ session, series }: { session: SessionDto; series: SeriesDto }) {
  const { t } = useTranslation('site-sessions');
  const format = useFormat(session.timeZone);
  const numbers = new Map(series.topics.map(({ topicId }, at) => [topicId, at + 1]));

  function ranText({ windows }: SessionTopicDto): string[] {
    const running = windows.find(({ endedAt }) => endedAt === null);
    if (running) return [t('topics.running', { time: format.time(running.startedAt) })];
    if (windows.length === 0) return [];
    const times = windows.map(({ startedAt, endedAt }) => format.timeRange(startedAt, endedAt ?? startedAt));
    return [t('topics.ran', { times: times.join(', ') })];
  }

  return (
    <Section title={t('topics.title')}>
      <RuledList>
        {session.topics.map((topic) => (
          <RuledItem
            key={topic.topicId}
            title={`${numbers.get(topic.topicId) ?? ''}. ${topic.title}`}
            notes={ranText(topic)}
            aside={<a href={topicAddress(series.seriesId, topic.topicId)}>{t('topics.materials')}</a>}
          />
        ))}
      </RuledList>
    </Section>
  );
}
