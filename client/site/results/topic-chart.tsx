import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { PlotFigure, type PlotLibrary } from '#client/ui/plot-figure.tsx';
import { inks } from '#client/ui/plot-looks.ts';
import { type ResultKind, resultKinds, type TopicCounts } from './results.ts';

/** The title of a topic, and under it how its learners fared. */
const ROW_HEIGHT_PX = 46;
const TITLE_PX = 21;
const LETTER_PX = 7.4;
const fills: Record<ResultKind, string> = {
  passed: inks.line,
  by_hand: inks.successSoft,
  hall: inks.area,
  elsewhere: inks.grid,
  short: inks.warningSoft,
  absent: 'none',
};
/** As in the heat map, so that colour never says it alone. */
const marks: Partial<Record<ResultKind, string>> = { by_hand: '✓*', hall: '⌂', elsewhere: '▷' };

export interface TopicChartProps {
  counts: readonly TopicCounts[];
  /** Whether the rule lets viewers on other channels pass. */
  externalCounts: boolean;
}

/** How many passed each topic by themselves, in a hall, elsewhere or by decision, fell short of it, or were not there. */
export function TopicChart({ counts, externalCounts }: TopicChartProps) {
  const { t } = useTranslation('site-results');
  const format = useFormat();
  const height = counts.length * ROW_HEIGHT_PX + 8;
  // A series without halls is not told of them.
  const kinds = useMemo(
    () => resultKinds.filter((kind) => !marks[kind] || counts.some((topic) => topic[kind] > 0)),
    [counts],
  );
  const labelOf = useCallback(
    (kind: ResultKind) => {
      const mark = marks[kind] ? `${marks[kind]} ` : '';
      const label = t(`topicChart.${kind}`);
      return kind === 'elsewhere' && !externalCounts
        ? `${mark}${label} (${t('topicChart.notPassing')})`
        : mark + label;
    },
    [t, externalCounts],
  );

  const draw = useCallback(
    (plot: PlotLibrary, width: number) => {
      const parts = counts.flatMap((topic) => {
        let from = 0;
        return kinds.map((kind) => {
          const part = { topicId: topic.topicId, kind, from, to: from + topic[kind], value: topic[kind] };
          from = part.to;
          return part;
        });
      });
      const most = Math.max(1, ...counts.map(countAll));
      const figureOf = ({ kind, value }: (typeof parts)[number]) =>
        [marks[kind], format.number(value)].filter(Boolean).join(' ');
      const figurePx = (text: string) => text.length * LETTER_PX + 10;
      return [
        plot.plot({
          width,
          height,
          margin: 0,
          marginBottom: 8,
          x: { domain: [0, most], axis: null },
          y: { type: 'band', domain: counts.map(({ topicId }) => topicId), axis: null, padding: 0 },
          marks: [
            plot.text(counts, {
              y: 'topicId',
              frameAnchor: 'left',
              dy: -ROW_HEIGHT_PX / 2 + 11,
              fill: inks.strong,
              fontSize: 14,
              text: (topic: TopicCounts) => {
                const title = `${counts.indexOf(topic) + 1}. ${topic.title}`;
                const note = topic.isHeld ? '' : ` (${t('topicChart.notHeld')})`;
                const most = Math.floor(width / LETTER_PX) - 4 - note.length;
                return (title.length > most ? `${title.slice(0, most).trimEnd()}…` : title) + note;
              },
            }),
            plot.barX(parts, {
              y: 'topicId',
              x1: 'from',
              x2: 'to',
              insetTop: TITLE_PX,
              insetBottom: 5,
              fill: ({ kind }: (typeof parts)[number]) => fills[kind],
              stroke: ({ kind }: (typeof parts)[number]) => (kind === 'passed' ? inks.line : inks.text),
              strokeWidth: 0.75,
              title: ({ kind, value }: (typeof parts)[number]) => `${labelOf(kind)}: ${format.number(value)}`,
            }),
            plot.text(
              parts.filter((part) => (part.value / most) * width > figurePx(figureOf(part))),
              {
                y: 'topicId',
                x: ({ from, to }: (typeof parts)[number]) => (from + to) / 2,
                dy: (TITLE_PX - 5) / 2,
                fill: ({ kind }: (typeof parts)[number]) =>
                  kind === 'passed'
                    ? 'var(--on-accent)'
                    : kind === 'short'
                      ? inks.warning
                      : kind === 'absent'
                        ? inks.text
                        : inks.strong,
                fontSize: 13,
                text: figureOf,
              },
            ),
          ],
        }),
      ];
    },
    [counts, kinds, height, t, format, labelOf],
  );

  const held = counts.filter(({ isHeld }) => isHeld);
  const sum = (pick: (topic: TopicCounts) => number) => held.reduce((all, topic) => all + pick(topic), 0);
  const apart = kinds
    .filter((kind) => marks[kind])
    .map((kind) => `${labelOf(kind)}: ${format.number(sum((topic) => topic[kind]))}`);
  return (
    <PlotFigure
      title={t('topicChart.title')}
      summary={[
        t('topicChart.summary', {
          passed: format.number(sum(({ counted }) => counted)),
          all: format.number(sum(countAll)),
        }),
        ...(apart.length > 0 ? [t('topicChart.apart', { kinds: apart.join('; ') })] : []),
      ].join(' ')}
      isSummaryShown
      legend={kinds.map((kind) => ({ label: labelOf(kind), fill: fills[kind] }))}
      height={height}
      draw={draw}
      table={() => ({
        headers: [t('topicChart.topic'), ...kinds.map(labelOf)],
        rows: counts.map((topic, at) => [
          `${at + 1}. ${topic.title}`,
          ...kinds.map((kind) => (topic.isHeld ? format.number(topic[kind]) : t('topicChart.notHeld'))),
        ]),
      })}
    />
  );
}

function countAll(topic: TopicCounts): number {
  return resultKinds.reduce((sum, kind) => sum + topic[kind], 0);
}
