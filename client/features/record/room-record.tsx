import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { Skeleton } from '#client/ui/loading.tsx';
import styles from './record.module.css';
import { RecordView } from './record-view.tsx';
import { addRecordWords } from './record-words.ts';
import { useOwnRecord } from './use-own-record.ts';

addRecordWords();

/** Often enough to see one's minutes grow. A hall of five thousand who all look at it asks eighty times a second, for one person each. */
const FOLLOW_MS = 60_000;

interface RoomRecordProps {
  seriesId: string;
  topicIds: readonly string[];
  isLive: boolean;
}

/** In the room and after it: this session's topics, and the way to all of them. */
export function RoomRecord({ seriesId, topicIds, isLive }: RoomRecordProps) {
  const { t } = useTranslation(['own-record', 'common']);
  const errorText = useErrorText();
  const { record, error, keep, retry } = useOwnRecord(seriesId, isLive ? { everyMs: FOLLOW_MS } : {});
  const format = useFormat(record?.timeZone);
  if (!record && error) {
    return (
      <div>
        <p>{errorText(error)}</p>
        <Button onClick={retry}>{t('common:retry')}</Button>
      </div>
    );
  }
  if (!record) return <Skeleton lines={3} />;
  return (
    <div>
      {isLive && (
        <p className={styles.soft}>
          {t('soFar', { time: format.time(record.asOf) })} {t('refresh')}
        </p>
      )}
      <RecordView seriesId={seriesId} record={record} topicIds={topicIds} onChange={keep} />
      <p>
        <a className={styles.more} href={`/series/${seriesId}/my-record`}>
          {t('link')}
        </a>
      </p>
    </div>
  );
}
