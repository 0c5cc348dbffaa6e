import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import type { LearnerRecordDto, RecordTopicDto } from '#shared/features/records.ts';
import { ObjectDialog } from './object-dialog.tsx';
import styles from './record.module.css';
import { RecordTopic } from './record-topic.tsx';
import { addRecordWords } from './record-words.ts';

addRecordWords();

interface RecordViewProps {
  seriesId: string;
  record: LearnerRecordDto;
  /** Only these topics, and nothing of the whole series. */
  topicIds?: readonly string[];
  onChange: (record: LearnerRecordDto) => void;
}

/** A learner's own record: of the series, or of the topics of one session. */
export function RecordView({ seriesId, record, topicIds, onChange }: RecordViewProps) {
  const format = useFormat(record.timeZone);
  const [objecting, setObjecting] = useState<RecordTopicDto>();
  const topics = topicIds ? record.topics.filter(({ topicId }) => topicIds.includes(topicId)) : record.topics;
  return (
    <div>
      {!topicIds && <Summary record={record} />}
      <ol>
        {topics.map((topic) => (
          <RecordTopic
            key={topic.topicId}
            topic={topic}
            rule={record.rule.rule}
            format={format}
            onObject={() => setObjecting(topic)}
          />
        ))}
      </ol>
      {objecting && (
        <ObjectDialog
          seriesId={seriesId}
          topic={objecting}
          onClose={() => setObjecting(undefined)}
          onObjected={onChange}
        />
      )}
    </div>
  );
}

function Summary({ record }: { record: LearnerRecordDto }) {
  const { t } = useTranslation('own-record');
  const format = useFormat(record.timeZone);
  const { topicsPassed, topicsNeeded, topics, qualifies, testScorePercent, rule } = record;
  const { testScorePercent: testNeeded } = rule.rule;
  return (
    <div className={styles.summary}>
      <ProgressBar
        label={t('topicsPassed')}
        value={topics.length === 0 ? 0 : topicsPassed / topics.length}
        valueText={t('ofTopics', { passed: topicsPassed, all: topics.length, needed: topicsNeeded })}
      />
      {qualifies ? (
        <Banner tone="success">{t('qualifies')}</Banner>
      ) : (
        topicsPassed < topicsNeeded && <p>{t('notYet', { count: topicsNeeded - topicsPassed })}</p>
      )}
      {testNeeded !== null && (
        <p>
          {testScorePercent === null
            ? t('testMissing', { needed: format.percent(testNeeded / 100) })
            : t('test', {
                // Not rounded: 79.6% beside “80% needed” would read as passed.
                score: `${format.number(testScorePercent, 2)}%`,
                needed: format.percent(testNeeded / 100),
              })}
        </p>
      )}
    </div>
  );
}
