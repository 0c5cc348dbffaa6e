import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '#client/lib/use-format.ts';
import { classNames } from '#client/ui/class-names.ts';
import type { TopicStatus } from '#shared/attendance-judgement.ts';
import type { ResultTopicDto } from '#shared/features/results.ts';
import { personTrailAddress, topicResultsAddress } from '../parts/addresses.ts';
import styles from './heat-map.module.css';
import { moveCell, type Place } from './move-cell.ts';
import { type Learner, levelOf, type TopicResult } from './results.ts';
import { useStatusText } from './use-status-text.ts';

/** What a finger meets. */
const ROW_HEIGHT_PX = 44;
/** Drawn beyond what is in sight, so that scrolling shows no gap. */
const OVERSCAN = 8;

/** Beside the minutes, so that colour never says it alone. */
const marks: Partial<Record<TopicStatus, string>> = {
  passed: '✓',
  confirmed_by_hand: '✓',
  in_hall: '⌂',
  external: '▷',
  too_few_checks: '!',
};

/** Parts of a grid; see there. */
const roles = {
  rowgroup: { role: 'rowgroup' },
  /** From 1, the headings being the first. */
  row: (number: number) => ({ role: 'row', tabIndex: -1, 'aria-rowindex': number }),
  columnheader: { role: 'columnheader', tabIndex: -1 },
  rowheader: { role: 'rowheader', tabIndex: -1 },
  gridcell: { role: 'gridcell', tabIndex: -1 },
} as const;

export interface HeatMapProps {
  seriesId: string;
  topics: readonly ResultTopicDto[];
  learners: readonly Learner[];
  topicsNeeded: number;
}

/** Persons by topics. Only the rows in sight are drawn: three thousand cost what thirty do. */
export function HeatMap({ seriesId, topics, learners, topicsNeeded }: HeatMapProps) {
  const { t } = useTranslation(['site-results', 'site-parts']);
  const format = useFormat();
  const id = useId();
  const navigate = useNavigate();
  const describe = useStatusText(topics);
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const rows = useVirtualizer({
    count: learners.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_HEIGHT_PX,
  });
  const row = Math.min(place.row, learners.length - 1);
  const current = learners[row];
  const columns = topics.length + 2;
  const cellId = (atRow: number, column: number) => `${id}-${atRow}-${column}`;

  // A filter or another order shows another list, which is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the list is another one
  useEffect(() => {
    setPlace(({ column }) => ({ row: 0, column }));
    scroller.current?.scrollTo({ top: 0 });
  }, [learners]);

  const showColumn = useCallback((column: number) => {
    const head = scroller.current?.querySelector(`[data-column="${column}"]`);
    const box = scroller.current;
    if (!head || !box || column === 0) return;
    const name = box.querySelector('[data-column="0"]')?.getBoundingClientRect().width ?? 0;
    const { left, right } = head.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (left < frame.left + name) box.scrollLeft -= frame.left + name - left;
    else if (right > frame.right) box.scrollLeft += right - frame.right;
  }, []);

  function handleKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && current) {
      event.preventDefault();
      void navigate(personTrailAddress(seriesId, current.personId));
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT_PX) - 2);
    const next = moveCell({ row, column: place.column }, event, { rows: learners.length, columns, page });
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    rows.scrollToIndex(next.row);
    showColumn(next.column);
  }

  function handleClick(event: MouseEvent) {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
    if (!cell) return;
    setPlace({ row: Number(cell.dataset.row), column: Number(cell.dataset.cell) });
  }

  const columnStyle = {
    gridTemplateColumns: `var(--name-width) 4.5rem repeat(${topics.length}, minmax(3.25rem, 1fr))`,
  };
  const detail = current && describeCell(current, place.column);

  function describeCell(learner: Learner, column: number): string {
    const at = column - 2;
    const result = learner.results[at];
    if (result) return describe(learner, at);
    const passed = t('trail.passed', {
      some: learner.topicsPassed,
      all: topics.length,
      needed: topicsNeeded,
    });
    return `${learner.name}: ${passed}${learner.qualifies ? `, ${t('map.qualifies')}` : ''}`;
  }

  return (
    <div className={styles.map} data-screen-only="">
      <p id={`${id}-help`} className={styles.help}>
        {t('map.help')}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: in a real table the rows out of sight could not be left out */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('map.title')}
        aria-rowcount={learners.length + 1}
        aria-colcount={columns}
        className={styles.scroller}
        aria-describedby={`${id}-help`}
        aria-activedescendant={current && cellId(row, place.column)}
        onKeyDown={handleKey}
        onClick={handleClick}
      >
        <div {...roles.rowgroup} className={styles.head}>
          <div {...roles.row(1)} className={styles.row} style={columnStyle}>
            <span {...roles.columnheader} data-column={0} className={styles.corner}>
              {t('column.name')}
            </span>
            <span {...roles.columnheader} data-column={1} className={styles.heading}>
              {t('map.passedColumn')}
            </span>
            {topics.map(({ topicId, title }, at) => (
              <span key={topicId} {...roles.columnheader} data-column={at + 2} className={styles.heading}>
                <a href={topicResultsAddress(seriesId, topicId)} tabIndex={-1} title={title}>
                  <span className={styles.hidden}>{t('site-parts:topicNumber', { number: at + 1 })}: </span>
                  <span aria-hidden>{at + 1}</span>
                  <span className={styles.hidden}>{title}</span>
                </a>
              </span>
            ))}
          </div>
        </div>
        <div {...roles.rowgroup} className={styles.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const learner = learners[index];
            if (!learner) return null;
            return (
              <div
                key={learner.personId}
                {...roles.row(index + 2)}
                className={styles.row}
                style={{ ...columnStyle, transform: `translateY(${start}px)` }}
              >
                <span
                  id={cellId(index, 0)}
                  {...roles.rowheader}
                  data-row={index}
                  data-cell={0}
                  className={classNames(styles.name, row === index && place.column === 0 && styles.active)}
                >
                  <a href={personTrailAddress(seriesId, learner.personId)} tabIndex={-1}>
                    {learner.name}
                  </a>
                </span>
                <span
                  id={cellId(index, 1)}
                  {...roles.gridcell}
                  data-row={index}
                  data-cell={1}
                  className={classNames(
                    styles.cell,
                    learner.qualifies && styles.qualifies,
                    row === index && place.column === 1 && styles.active,
                  )}
                >
                  {t('map.passedOf', { some: learner.topicsPassed, all: topics.length })}
                </span>
                {learner.results.map((result, at) => (
                  <Cell
                    key={topics[at]?.topicId}
                    id={cellId(index, at + 2)}
                    row={index}
                    column={at + 2}
                    result={result}
                    isActive={row === index && place.column === at + 2}
                    minutes={format.number(Math.floor(result.seconds / 60))}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles.detail} data-testid="cell-detail">
        {detail}
      </p>
      <Legend />
    </div>
  );
}

interface CellProps {
  id: string;
  row: number;
  column: number;
  result: TopicResult;
  isActive: boolean;
  minutes: string;
}

function Cell({ id, row, column, result, isActive, minutes }: CellProps) {
  const { status, isCorrected } = result;
  const { t } = useTranslation('site-results');
  return (
    <span
      id={id}
      {...roles.gridcell}
      data-row={row}
      data-cell={column}
      data-level={levelOf(result)}
      data-status={status}
      className={classNames(styles.cell, isActive && styles.active)}
    >
      {status === 'not_held' ? (
        ''
      ) : (
        <>
          <span className={styles.hidden}>{t(`status.${status}`)}, </span>
          {status === 'absent' || (result.seconds === 0 && !marks[status]) ? '–' : minutes}
          {marks[status] && (
            <span className={styles.mark} aria-hidden>
              {marks[status]}
            </span>
          )}
          {isCorrected && (
            <span className={styles.mark} aria-hidden>
              *
            </span>
          )}
        </>
      )}
    </span>
  );
}

function Legend() {
  const { t } = useTranslation('site-results');
  const explained: readonly [string, string][] = [
    ['✓', t('status.passed')],
    ['!', t('status.too_few_checks')],
    ['–', t('status.absent')],
    ['⌂', t('status.in_hall')],
    ['▷', t('status.external')],
    ['*', t('map.cellCorrected')],
  ];
  return (
    <div className={styles.legend}>
      <span className={styles.scale}>
        {t('map.legend')} {t('map.legendLess')}
        {[0, 1, 2, 3, 4, 5].map((level) => (
          <span key={level} className={styles.swatch} data-level={level} />
        ))}
        {t('map.legendMore')}
      </span>
      {explained.map(([mark, text]) => (
        <span key={mark}>
          <b aria-hidden>{mark}</b> {text}
        </span>
      ))}
    </div>
  );
}
