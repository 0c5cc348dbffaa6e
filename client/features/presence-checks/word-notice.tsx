import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import type { StaffCheckDto } from '#shared/features/presence-checks.ts';
import styles from './check-desk.module.css';
import { addCheckWords } from './check-words.ts';

addCheckWords();

/** The word that is to be read aloud, large under the stage: whoever speaks looks there, whatever panel is open. */
export function WordNotice({ check, nowMs }: { check: StaffCheckDto; nowMs: () => number }) {
  const { t } = useTranslation('checks');
  const format = useFormat();
  const now = useNow(nowMs);
  return (
    <section className={styles.notice} aria-label={t('desk.readAloudPart')}>
      <p role="status">
        {t('desk.readAloud')} <strong className={styles.word}>{check.word}</strong>
      </p>
      <p className={styles.noticeFacts}>
        {t('desk.answered', check.counts)}
        <span className={styles.left}>{format.clock(Date.parse(check.closesAt) - now + 999)}</span>
      </p>
    </section>
  );
}
