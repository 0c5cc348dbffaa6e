import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { PlotFigure, type PlotLibrary } from '#client/ui/plot-figure.tsx';
import { inks } from '#client/ui/plot-looks.ts';
import type { TopicCounts } from './results.ts';

/** The title of a topic, and under it how its learners fared. */
const ROW_HEIGHT_PX = 46;
const TITLE_PX = 21;
const LETTER_PX = 7.4;
const kinds = ['passed', 'short', 'absent'] as const;
const fills = { passed: inks.line, short: inks.warningSoft, absent: 'none' } as const;

/** How many passed each topic, fell short of it, or were not there. */
export function TopicChart({ counts }: { counts: readonly TopicCounts[] }) {
  const { t } = useTranslation('site-results');
  const format = useFormat();
  const height = counts.length * ROW_HEIGHT_PX + 8;

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
      const most = Math.max(1, ...counts.map(({ passed, short, absent }) => passed + short + absent));
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
              title: ({ kind, value }: (typeof parts)[number]) =>
                `${t(`topicChart.${kind}`)}: ${format.number(value)}`,
            }),
            plot.text(
              parts.filter(({ value }) => (value / most) * width > figurePx(format.number(value))),
              {
                y: 'topicId',
                x: ({ from, to }: (typeof parts)[number]) => (from + to) / 2,
                dy: (TITLE_PX - 5) / 2,
                fill: ({ kind }: (typeof parts)[number]) =>
                  kind === 'passed' ? 'var(--on-accent)' : kind === 'short' ? inks.warning : inks.text,
                fontSize: 13,
                text: ({ value }: (typeof parts)[number]) => format.number(value),
              },
            ),
          ],
        }),
      ];
    },
    [counts, height, t, format],
  );

  const held = counts.filter(({ isHeld }) => isHeld);
  const sum = (pick: (topic: TopicCounts) => number) => held.reduce((all, topic) => all + pick(topic), 0);
  return (
    <PlotFigure
      title={t('topicChart.title')}
      summary={t('topicChart.summary', {
        passed: format.number(sum(({ passed }) => passed)),
        all: format.number(sum(({ passed, short, absent }) => passed + short + absent)),
      })}
      isSummaryShown
      legend={kinds.map((kind) => ({ label: t(`topicChart.${kind}`), fill: fills[kind] }))}
      height={height}
      draw={draw}
      table={() => ({
        headers: [t('topicChart.topic'), ...kinds.map((kind) => t(`topicChart.${kind}`))],
        rows: counts.map((topic, at) => [
          `${at + 1}. ${topic.title}`,
          ...kinds.map((kind) => (topic.isHeld ? format.number(topic[kind]) : t('topicChart.notHeld'))),
        ]),
      })}
    />
  );
}
