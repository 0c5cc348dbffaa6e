import { useTranslation } from 'react-i18next';
import { limits } from '#shared/limits.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import styles from './add-learners-dialog.module.css';
import type { ParsedLearner } from './parse-learners.ts';

/** Enough to see whether the list was understood; lines with a problem stand first. */
const SHOWN_MAX = 12;

export function LearnerPreview({ learners }: { learners: readonly ParsedLearner[] }) {
  const { t } = useTranslation('site-learners');
  const bad = learners.filter(({ problem }) => problem !== null);
  const good = learners.filter(({ problem }) => problem === null);
  const shown = [...bad, ...good].slice(0, SHOWN_MAX);
  const hidden = learners.length - shown.length;
  return (
    <section className={styles.preview} aria-label={t('paste.preview')}>
      <div role="status">
        <p className={styles.summary}>{t('paste.ready', { count: good.length })}</p>
        {bad.length > 0 && <p className={styles.left}>{t('paste.left', { count: bad.length })}</p>}
      </div>
      <ul>
        {shown.map(({ line, name, phone, email, problem }) => (
          <li key={line} className={styles.row}>
            {name && <span>{name}</span>}
            {(phone || email) && (
              <span className={styles.contact}>
                {[phone && toFamiliar(phone), email].filter(Boolean).join(' · ')}
              </span>
            )}
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
