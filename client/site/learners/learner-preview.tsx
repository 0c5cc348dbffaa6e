import { useTranslation } from 'react-i18next';
import { limits } from '#shared/limits.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import styles from './add-learners-dialog.module.css';
import type { ParsedLearner } from './parsed-learner.ts';
import { useDetailTexts } from './use-detail-texts.ts';

/** Enough to see whether the list was understood; lines with a problem stand first. */
const SHOWN_MAX = 12;

export interface LearnerPreviewProps {
  learners: readonly ParsedLearner[];
  unreadColumns: readonly string[];
}

export function LearnerPreview({ learners, unreadColumns }: LearnerPreviewProps) {
  const { t } = useTranslation('site-learners');
  const detailsOf = useDetailTexts();
  const bad = learners.filter(({ problem }) => problem !== null);
  const good = learners.filter(({ problem }) => problem === null);
  const doubtful = good.filter(({ unread }) => unread.length > 0);
  const clear = good.filter(({ unread }) => unread.length === 0);
  const shown = [...bad, ...doubtful, ...clear].slice(0, SHOWN_MAX);
  const hidden = learners.length - shown.length;
  return (
    <section className={styles.preview} aria-label={t('paste.preview')}>
      <div role="status">
        <p className={styles.summary}>{t('paste.ready', { count: good.length })}</p>
        {bad.length > 0 && <p className={styles.left}>{t('paste.left', { count: bad.length })}</p>}
        {doubtful.length > 0 && (
          <p className={styles.left}>{t('paste.unreadRows', { count: doubtful.length })}</p>
        )}
        {unreadColumns.length > 0 && (
          <p className={styles.left}>
            {t('paste.unreadColumns', { count: unreadColumns.length, columns: unreadColumns.join(', ') })}
          </p>
        )}
      </div>
      <ul>
        {shown.map(({ line, name, phone, email, unread, problem, ...details }) => (
          <li key={line} className={styles.row}>
            {name && <span>{name}</span>}
            <span className={styles.contact}>
              {[phone && toFamiliar(phone), email, ...detailsOf(details)].filter(Boolean).join(' · ')}
            </span>
            {unread.map(({ field, text }) => (
              <span key={field + text} className={styles.problem}>
                {t('paste.line', { line })}: {t(`paste.unread.${field}`, { text })}
              </span>
            ))}
            {problem && (
              <span className={styles.problem}>
                {t('paste.line', { line })}: {t(`paste.problem.${problem}`, { max: limits.nameMax })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.contact}>{t('paste.more', { count: hidden })}</p>}
    </section>
  );
}
