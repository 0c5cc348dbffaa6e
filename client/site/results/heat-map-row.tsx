import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { classNames } from '#client/ui/class-names.ts';
import { personTrailAddress } from '../parts/addresses.ts';
import styles from './heat-map.module.css';
import { roles } from './heat-map-roles.ts';
import { type Learner, levelOf, statusMarks, type TopicResult } from './results.ts';

export interface HeatMapRowProps {
  seriesId: string;
  learner: Learner;
  /** Its place in the whole list. */
  index: number;
  startPx: number;
  statusWords: ReadonlyMap<TopicResult['status'], string>;
  /** Of the cell that the keyboard is on, if it is one of these. */
  activeColumn: number | undefined;
  activeId: string;
}

/**
 * One learner. Thousands of rows pass by while somebody scrolls, so a cell is one element and one text: its mark and its step of the
 * colour come from the style sheet, and what a listener hears is its label.
 */
export const HeatMapRow = memo(function HeatMapRow({
  seriesId,
  learner,
  index,
  startPx,
  statusWords,
  activeColumn,
  activeId,
}: HeatMapRowProps) {
  const { t } = useTranslation('site-results');
  const format = useFormat();
  const atCell = (column: number) => ({ id: activeColumn === column ? activeId : undefined });
  const looks = (column: number, ...names: (string | false | undefined)[]) =>
    classNames(...names, activeColumn === column && styles.active);
  return (
    <div
      {...roles.row(index + 2)}
      data-row={index}
      className={styles.row}
      style={{ transform: `translateY(${startPx}px)` }}
    >
      <span {...atCell(0)} {...roles.rowheader} className={looks(0, styles.name)}>
        <a href={personTrailAddress(seriesId, learner.personId)} tabIndex={-1}>
          {learner.name}
        </a>
      </span>
      <span
        {...atCell(1)}
        {...roles.gridcell()}
        className={looks(1, styles.cell, learner.qualifies && styles.qualifies)}
      >
        {t('map.passedOf', { some: learner.topicsPassed, all: learner.results.length })}
      </span>
      {learner.results.map((result, at) => {
        const text = figureOf(result, format.number);
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the topics of a report keep their places
            key={at}
            {...atCell(at + 2)}
            {...roles.gridcell(text ? `${statusWords.get(result.status)}, ${text}` : undefined)}
            data-level={levelOf(result)}
            data-status={result.status}
            data-corrected={result.isCorrected || undefined}
            className={looks(at + 2, styles.cell)}
          >
            {text}
          </span>
        );
      })}
    </div>
  );
});

/** Minutes; a dash where there are none to speak of. */
function figureOf({ status, seconds }: TopicResult, number: (value: number) => string): string {
  if (status === 'not_held') return '';
  if (status === 'absent' || (seconds === 0 && !statusMarks[status])) return '–';
  return number(Math.floor(seconds / 60));
}
