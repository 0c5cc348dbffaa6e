import { useTranslation } from 'react-i18next';
import type { Format } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { AttendanceRule } from '#shared/attendance-rule.ts';
import type { CorrectionDto, ObjectionDto, RecordTopicDto } from '#shared/features/records.ts';
import styles from './record.module.css';
import { statusTones, toMinutes, toMinutesNeeded } from './record-tone.ts';

interface RecordTopicProps {
  topic: RecordTopicDto;
  rule: AttendanceRule;
  format: Format;
  onObject?: (() => void) | undefined;
}

/** One topic: what was recorded, what the rule made of it and why, what staff decided, what the learner said. */
export function RecordTopic({ topic, rule, format, onObject }: RecordTopicProps) {
  const { t } = useTranslation('own-record');
  const { status, running, counts, objections, objectUntil } = topic;
  const waits = objections.some(({ decidedAt }) => decidedAt === null);
  const ofObjections = new Set(objections.map(({ correctionId }) => correctionId));

  return (
    <li className={styles.topic}>
      <div className={styles.head}>
        <h3>{topic.title}</h3>
        {running ? (
          <StatusPill tone="live">{t('running')}</StatusPill>
        ) : (
          <StatusPill tone={statusTones[status]}>{t(`status.${status}`)}</StatusPill>
        )}
      </div>
      {status !== 'not_held' && <Figures topic={topic} />}
      {topic.checks.length > 0 && <Checks checks={topic.checks} format={format} />}
      {!counts && status !== 'not_held' && <Missing topic={topic} rule={rule} format={format} />}
      {topic.corrections
        .filter(({ correctionId }) => !ofObjections.has(correctionId))
        .map((correction) => (
          <div key={correction.correctionId} className={styles.note}>
            <Correction correction={correction} format={format} />
          </div>
        ))}
      {objections.map((objection) => (
        <Objection
          key={objection.objectionId}
          objection={objection}
          correction={topic.corrections.find(({ correctionId }) => correctionId === objection.correctionId)}
          format={format}
        />
      ))}
      {onObject && objectUntil && !waits && (
        <div>
          <p className={styles.soft}>{t('objectUntil', { date: format.date(objectUntil) })}</p>
          <Button onClick={onObject} aria-label={t('objectTopic', { title: topic.title })}>
            {t('object')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Figures({ topic }: { topic: RecordTopicDto }) {
  const { t } = useTranslation('own-record');
  const minutes = t('recorded', { minutes: toMinutes(topic.seconds), all: toMinutes(topic.topicSeconds) });
  const { checksDelivered: delivered, checksAnswered: answered } = topic;
  return (
    <p className={styles.figures}>
      {minutes}
      {topic.checksShown > 0 &&
        `, ${delivered === 0 ? t('noCheckArrived') : t('recordedChecks', { answered, delivered })}`}
    </p>
  );
}

/** By the time at which each came up; first those that one may want to ask about. */
const told = ['expired', 'not_delivered', 'excused', 'pending', 'answered'] as const;

function Checks({ checks, format }: { checks: RecordTopicDto['checks']; format: Format }) {
  const { t } = useTranslation('own-record');
  const lines = told.flatMap((outcome) => {
    const times = checks
      .filter((check) => check.outcome === outcome)
      .map(({ shownAt }) => format.time(shownAt));
    return times.length > 0 ? [t(`check.${outcome}`, { times: times.join(', ') })] : [];
  });
  return <p className={styles.soft}>{lines.join(' ')}</p>;
}

function Missing({ topic, rule, format }: Pick<RecordTopicProps, 'topic' | 'rule' | 'format'>) {
  const { t } = useTranslation('own-record');
  const { missing, running, secondsNeeded, seconds, checksNeeded, checksAnswered } = topic;
  return (
    <>
      {missing.includes('time') && (
        <p className={styles.soft}>
          {running
            ? t('missing.timeRunning', { percent: format.percent(rule.minimumSharePercent / 100) })
            : t('missing.time', {
                needed: toMinutesNeeded(secondsNeeded),
                missing: toMinutesNeeded(secondsNeeded - seconds),
              })}
        </p>
      )}
      {missing.includes('checks') && (
        <p className={styles.soft}>
          {t('missing.checks', { needed: checksNeeded, answered: checksAnswered })}
        </p>
      )}
    </>
  );
}

function Correction({ correction, format }: { correction: CorrectionDto; format: Format }) {
  const { t } = useTranslation('own-record');
  const { outcome, statusBefore, secondsBefore, reason, madeBy, madeAt, withdrawnAt } = correction;
  return (
    <>
      <p>
        {withdrawnAt ? (
          <s>{t('correction', { outcome: t(`status.${outcome}`) })}</s>
        ) : (
          t('correction', { outcome: t(`status.${outcome}`) })
        )}
      </p>
      <p className={styles.quote}>{reason}</p>
      <p className={styles.soft}>
        {t('byAt', { name: madeBy ?? t('staff'), date: format.dateTime(madeAt) })}
        {'. '}
        {t('correctionBefore', {
          status: t(`status.${statusBefore}`),
          minutes: toMinutes(secondsBefore),
        })}
        {withdrawnAt &&
          `. ${t('correctionWithdrawn', { date: format.date(withdrawnAt) })}: ${correction.withdrawalReason}`}
      </p>
    </>
  );
}

interface ObjectionProps {
  objection: ObjectionDto;
  /** What was decided in its favour, with the same reason and by the same person. */
  correction: CorrectionDto | undefined;
  format: Format;
}

function Objection({ objection, correction, format }: ObjectionProps) {
  const { t } = useTranslation('own-record');
  const { words, madeAt, dueAt, decidedAt, decidedBy, accepted, decisionReason } = objection;
  return (
    <div className={styles.note}>
      <p className={styles.soft}>{t('objected', { date: format.date(madeAt) })}</p>
      <p className={styles.quote}>{words}</p>
      {decidedAt === null ? (
        <p>
          <strong>{t('objectionWaits', { date: format.date(dueAt) })}</strong>
        </p>
      ) : accepted && correction ? (
        <>
          <p>
            <strong>{t('objectionAccepted')}.</strong>
          </p>
          <Correction correction={correction} format={format} />
        </>
      ) : (
        <>
          <p>
            <strong>{accepted ? t('objectionAccepted') : t('objectionRefused')}.</strong>{' '}
            <span className={styles.quote}>{decisionReason}</span>
          </p>
          <p className={styles.soft}>
            {t('byAt', { name: decidedBy ?? t('staff'), date: format.dateTime(decidedAt) })}
          </p>
        </>
      )}
    </div>
  );
}
