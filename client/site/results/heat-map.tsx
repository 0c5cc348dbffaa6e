import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { topicStatuses } from '#shared/attendance-judgement.ts';
import type { ResultTopicDto } from '#shared/features/results.ts';
import { personTrailAddress, topicResultsAddress } from '../parts/addresses.ts';
import styles from './heat-map.module.css';
import { roles } from './heat-map-roles.ts';
import { HeatMapRow } from './heat-map-row.tsx';
import { moveCell, type Place } from './move-cell.ts';
import type { Learner } from './results.ts';
import { StatusLegend } from './status-legend.tsx';
import { useStatusText } from './use-status-text.ts';

/** What a finger meets. */
const ROW_HEIGHT_PX = 44;
/** Drawn beyond what is in sight, so that scrolling shows no gap. */
const OVERSCAN = 8;

export interface HeatMapProps {
  seriesId: string;
  topics: readonly ResultTopicDto[];
  learners: readonly Learner[];
  topicsNeeded: number;
}

/** Persons by topics. Only the rows in sight are drawn: three thousand cost what thirty do. */
export function HeatMap({ seriesId, topics, learners, topicsNeeded }: HeatMapProps) {
  const { t } = useTranslation(['site-results', 'site-parts']);
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
  // Looked up once, not in every cell that passes by.
  const statusWords = useMemo(
    () => new Map(topicStatuses.map((status) => [status, t(`status.${status}`)])),
    [t],
  );
  const activeId = `${id}-${row}-${place.column}`;
  const items = rows.getVirtualItems();
  // As many as were ever drawn at once, which come back with others in them: new rows cost several times as much.
  const slots = useRef(1);
  slots.current = Math.max(slots.current, items.length);

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
    const target = event.target instanceof Element ? event.target : null;
    const line = target?.closest<HTMLElement>('[data-row]');
    const column = [...(line?.children ?? [])].findIndex((cell) => cell.contains(target));
    if (line && column >= 0) setPlace({ row: Number(line.dataset.row), column });
  }

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
    <div className={styles.map} style={{ '--topics': topics.length } as CSSProperties} data-screen-only="">
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
        aria-activedescendant={current && activeId}
        onKeyDown={handleKey}
        onClick={handleClick}
      >
        <div {...roles.rowgroup} className={styles.head}>
          <div {...roles.row(1)} className={styles.row}>
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
          {items.map(({ index, start }) => {
            const learner = learners[index];
            if (!learner) return null;
            const isActive = index === row;
            return (
              <HeatMapRow
                key={index % slots.current}
                seriesId={seriesId}
                learner={learner}
                index={index}
                startPx={start}
                statusWords={statusWords}
                activeColumn={isActive ? place.column : undefined}
                activeId={activeId}
              />
            );
          })}
        </div>
      </div>
      <p className={styles.detail} data-testid="cell-detail">
        {detail}
      </p>
      <StatusLegend withScale />
    </div>
  );
}
