import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { findChecksNeeded, findSecondsNeeded, findTopicsNeeded } from '#shared/attendance-judgement.ts';
import type { AttendanceRule } from '#shared/attendance-rule.ts';
import styles from './record.module.css';
import { addRecordWords } from './record-words.ts';

addRecordWords();

/** What most topics take: the example by which the rule explains itself. */
const EXAMPLE_MINUTES = 90;

/** The rule as one would say it to a learner. */
export function RuleInWords({ rule, topicCount }: { rule: AttendanceRule; topicCount: number }) {
  const { t } = useTranslation('own-record');
  const format = useFormat();
  const percent = (value: number) => format.percent(value / 100);
  const checks = Math.ceil((EXAMPLE_MINUTES * rule.checksPer50Minutes) / 50);
  const count = Math.max(1, topicCount);

  return (
    <ul className={styles.rule}>
      <li>
        {t('rule.share', {
          percent: percent(rule.minimumSharePercent),
          minutes: EXAMPLE_MINUTES,
          needed: format.number(findSecondsNeeded(rule, EXAMPLE_MINUTES * 60) / 60),
        })}
      </li>
      <li>
        {checks > 0
          ? t('rule.checks', {
              count: checks,
              minutes: EXAMPLE_MINUTES,
              duration: format.duration(rule.checkOpenSeconds * 1_000),
              percent: percent(rule.checkSharePercent),
              needed: findChecksNeeded(rule, { shown: checks, delivered: checks, answered: 0 }),
            })
          : t('rule.noChecks', { percent: percent(rule.checkSharePercent) })}
      </li>
      <li>
        {rule.bridgedGapSeconds > 0
          ? t('rule.gap', { duration: format.duration(rule.bridgedGapSeconds * 1_000) })
          : t('rule.noGap')}
      </li>
      <li>
        {t('rule.topics', {
          percent: percent(rule.topicsNeededPercent),
          needed: findTopicsNeeded(rule, count),
          count,
        })}
      </li>
      <li>
        {rule.testScorePercent === null
          ? t('rule.noTest')
          : t('rule.test', { percent: percent(rule.testScorePercent) })}
      </li>
      <li>
        {rule.replayCounts && rule.replayTopicsMax > 0
          ? t('rule.replay', { count: rule.replayTopicsMax })
          : t('rule.noReplay')}
      </li>
      <li>{rule.externalViewersCount ? t('rule.external') : t('rule.noExternal')}</li>
      <li>{t('rule.objection', { count: rule.objectionDays })}</li>
    </ul>
  );
}
