import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { PlotFigure, type PlotLibrary } from '#client/ui/plot-figure.tsx';
import { drawLanes, type LaneBar, lanesHeight } from '#client/ui/plot-lanes.ts';
import type { PersonTrailDto, TrailSessionDto } from '#shared/features/insight.ts';
import { useSeries } from '../../series/series-layout.tsx';
import styles from './trail.module.css';
import { listTrail, placeConnections, type TrailEntry } from './trail.ts';

interface SessionTrailProps {
  session: TrailSessionDto;
  topics: PersonTrailDto['topics'];
  /** Where a session that runs is cut. */
  asOf: string;
}

/** One session: what was recorded above what was made of it, on the axis of the topics. */
export function SessionTrail({ session, topics, asOf }: SessionTrailProps) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const topicNumber = useCallback(
    (topicId: string | undefined) => topics.findIndex((topic) => topic.topicId === topicId) + 1,
    [topics],
  );
  const topicTitle = useCallback(
    (topicId: string | undefined) =>
      `${topicNumber(topicId)}. ${topics.find((topic) => topic.topicId === topicId)?.title ?? ''}`,
    [topics, topicNumber],
  );
  const checkText = useCallback(
    ({ outcome, answeredAt }: TrailSessionDto['checks'][number]) =>
      outcome === 'answered'
        ? t('trail.checkOutcome.answered', { time: answeredAt ? format.time(answeredAt) : '' })
        : t(`trail.checkOutcome.${outcome}`),
    [t, format],
  );
  const places = useMemo(() => placeConnections(session.connections), [session.connections]);
  const connectionLanes = Math.max(0, ...places.map((place) => place + 1));
  const hasChecks = session.checks.length > 0;
  const title = `${session.title}, ${format.date(session.startedAt)}`;
  const laneCount = 2 + connectionLanes + Number(hasChecks);

  const draw = useCallback(
    (plot: PlotLibrary, width: number) => {
      const from = new Date(session.startedAt);
      const to = new Date(session.endedAt ?? asOf);
      const cut = (at: string | null) =>
        at === null ? to : new Date(Math.min(to.getTime(), Math.max(from.getTime(), Date.parse(at))));
      const bar = (
        lane: string,
        span: { from: string; to: string | null },
        label: string,
        look: LaneBar['look'],
      ): LaneBar => ({ lane, from: cut(span.from), to: cut(span.to), label, look });
      const bars = [
        ...session.windows.map((window) => bar('topics', window, topicTitle(window.topicId), 'plain')),
        ...session.connections.map((connection, at) =>
          bar(`connections-${places[at]}`, connection, String(at + 1), 'hollow'),
        ),
        ...session.present.map((span) =>
          bar('merged', span, span.to ? format.timeRange(span.from, span.to) : '', 'strong'),
        ),
        ...session.gaps
          .filter(({ bridged }) => !bridged)
          .map((gap) => bar('merged', gap, t('trail.session.openGap'), 'trouble')),
        ...session.checks.map((check) =>
          bar(
            'checks',
            check,
            checkText(check),
            check.outcome === 'answered' ? 'strong' : check.outcome === 'expired' ? 'trouble' : 'hollow',
          ),
        ),
      ].filter((each) => each.to > each.from);
      return [
        drawLanes({
          plot,
          width,
          format,
          from,
          to,
          lanes: [
            { key: 'topics', label: t('trail.session.lane.topics') },
            ...Array.from({ length: connectionLanes }, (_, at) => ({
              key: `connections-${at}`,
              label: at === 0 ? t('trail.session.lane.connections') : '',
            })),
            { key: 'merged', label: t('trail.session.lane.merged') },
            ...(hasChecks ? [{ key: 'checks', label: t('trail.session.lane.checks') }] : []),
          ],
          bars,
          ticks: session.gaps
            .filter(({ bridged }) => bridged)
            .map((gap) => ({ lane: 'merged', at: cut(gap.from) })),
        }),
      ];
    },
    [session, asOf, places, connectionLanes, hasChecks, topicTitle, checkText, format, t],
  );

  const roleName = (role: string) => {
    const known = (['learner', 'trainer', 'moderator', 'organiser', 'admin'] as const).find(
      (each) => each === role,
    );
    return known ? t(`trail.role.${known}`) : role;
  };

  function describe(entry: TrailEntry): string {
    if (entry.kind === 'topic') return topicTitle(entry.topicId);
    if (entry.check) return `${topicTitle(entry.check.topicId)}: ${checkText(entry.check)}`;
    const parts: string[] = [];
    if (entry.kind === 'connection' && entry.role !== 'learner')
      parts.push(t('trail.session.as', { role: roleName(entry.role ?? '') }));
    if (entry.to === null) parts.push(t('trail.session.goingOn'));
    return parts.join(', ');
  }

  if (session.connections.length === 0) {
    return (
      <div>
        <h3 className={styles.session}>{title}</h3>
        <p className={styles.soft}>{t('trail.session.never')}</p>
      </div>
    );
  }
  const withSeconds = (at: string) =>
    `${format.time(at)}:${String(new Date(at).getUTCSeconds()).padStart(2, '0')}`;
  const isBridged = (gap: TrailSessionDto['gaps'][number]) => gap.bridged;
  return (
    <div>
      <h3 className={styles.session}>{title}</h3>
      <PlotFigure
        title={title}
        isTitleHidden
        summary={t('trail.session.summary', {
          count: session.connections.length,
          duration: format.duration(session.seconds * 1_000),
          bridged: session.gaps.filter(isBridged).length,
          open: session.gaps.filter((gap) => !isBridged(gap)).length,
        })}
        isSummaryShown
        height={lanesHeight(laneCount)}
        draw={draw}
        table={() => ({
          headers: [
            t('trail.session.table.time'),
            t('trail.session.table.kind'),
            t('trail.session.table.length'),
            t('trail.session.table.detail'),
          ],
          rows: listTrail(session).map((entry) => [
            `${withSeconds(entry.from)}–${entry.to ? withSeconds(entry.to) : ''}`,
            entry.kind === 'connection'
              ? t('trail.session.kind.connection', { number: entry.number ?? 0 })
              : t(`trail.session.kind.${entry.kind}`),
            entry.to ? format.clock(Date.parse(entry.to) - Date.parse(entry.from)) : '',
            describe(entry),
          ]),
        })}
      />
    </div>
  );
}
