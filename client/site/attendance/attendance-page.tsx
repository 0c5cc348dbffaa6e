import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { AreaChart } from '#client/ui/area-chart.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import type { AttendanceReportDto } from '#shared/features/attendance.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { attendanceQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './attendance-page.module.css';
import { countAttendance } from './attendance-rows.ts';
import { AttendanceTable } from './attendance-table.tsx';

/** Three thousand rows are half a megabyte: often enough to watch a hall fill, seldom enough for a slow line. */
const FOLLOW_MS = 10_000;

export function AttendancePage() {
  const { t } = useTranslation('site-attendance');
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  usePageTitle(t('title'), session.title);
  const isOpen = isRoomOpen(session.state);
  const query = useQuery({
    ...attendanceQuery(session.sessionId),
    refetchInterval: isOpen ? FOLLOW_MS : false,
  });
  const csv = addressOf('/files/sessions/:sessionId/attendance.csv', {
    params: { sessionId: session.sessionId },
    query: { language: format.language },
  });
  const hasBegun = session.lobbyOpenedAt !== null;

  return (
    <Section
      title={t('title')}
      lead={query.data && hasBegun && t(isOpen ? 'live' : 'asOf', { time: clockOf(query.data, format) })}
      actions={
        hasBegun && (
          <ButtonLink href={csv} download icon="download">
            {t('download')}
          </ButtonLink>
        )
      }
    >
      {hasBegun ? (
        <LoadedPart query={query}>{(report) => <Report report={report} />}</LoadedPart>
      ) : (
        <EmptyState icon="clock" title={t('notStarted')}>
          {t('notStartedText')}
        </EmptyState>
      )}
    </Section>
  );
}

function Report({ report }: { report: AttendanceReportDto }) {
  const { t } = useTranslation('site-attendance');
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  const count = countAttendance(report.rows);
  const isOver = session.endedAt !== null;
  const ofAll = (value: number) =>
    t('facts.ofEnrolled', { some: format.number(value), all: format.number(count.all) });

  return (
    <div className={styles.report}>
      <DefinitionList
        items={[
          ...(isOver
            ? []
            : [{ term: t('facts.present'), value: t('facts.learners', { count: count.present }) }]),
          { term: t('facts.attended'), value: ofAll(count.attended) },
          { term: t('facts.absent'), value: t('facts.learners', { count: count.absent }) },
          {
            term: isOver ? t('facts.lengthEnded') : t('facts.length'),
            value: format.duration(report.sessionSeconds * 1_000),
          },
        ]}
      />
      {report.audience.length > 0 && (
        <AreaChart
          title={t('chart')}
          points={report.audience.map(({ at, learners }) => ({ at, value: learners }))}
          timeZone={session.timeZone}
          headers={[t('chartHeaders.time'), t('chartHeaders.learners')]}
        />
      )}
      {report.topics.length > 0 && (
        <div>
          <h3>{t('topics')}</h3>
          <ol className={styles.topics}>
            {report.topics.map(({ topicId, title, seconds }, at) => (
              <li key={topicId}>
                <span className={styles.number}>{at + 1}</span>
                <span>
                  {title}{' '}
                  <span className={styles.length}>
                    {seconds > 0
                      ? t('topicLength', { duration: format.duration(seconds * 1_000) })
                      : t('topicNotRun')}
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
      <AttendanceTable report={report} />
      <p className={styles.rule}>{t('rule', { seconds: report.bridgedGapSeconds })}</p>
    </div>
  );
}

/** With seconds: that it moves is how one sees that it is live. */
function clockOf({ asOf }: AttendanceReportDto, format: ReturnType<typeof useFormat>): string {
  const seconds = String(new Date(asOf).getUTCSeconds()).padStart(2, '0');
  return `${format.time(asOf)}:${seconds}`;
}
