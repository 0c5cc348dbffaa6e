import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '#client/ui/class-names.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { MenuAct } from '#client/ui/menu.tsx';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { moveItem } from './move-item.ts';
import styles from './sortable-list.module.css';
import { useRowDrag } from './use-row-drag.ts';

export interface SortableListProps<Item> {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** As it is spoken when the item has moved. */
  nameOf: (item: Item) => string;
  onReorder: (items: Item[]) => void;
  /** Draws an item; the two acts belong into its menu, for those who neither drag nor use arrow keys. */
  children: (item: Item, at: number, moves: MenuAct[]) => ReactNode;
  /** Who may not sort sees the same list without handles. */
  fixed?: boolean;
}

/** A list whose order is changed by dragging, by the arrow keys on a handle, or by the two acts in each item's menu. */
export function SortableList<Item>({
  items,
  keyOf,
  nameOf,
  onReorder,
  children,
  fixed = false,
}: SortableListProps<Item>) {
  const { t } = useTranslation('site-parts');
  const list = useRef<HTMLOListElement>(null);
  const focusAfterMove = useRef<string | null>(null);
  const [said, setSaid] = useState('');
  const drag = useRowDrag({ list, onDrop: move });

  // Moving a row in the page drops the focus of the handle in it.
  useEffect(() => {
    const key = focusAfterMove.current;
    focusAfterMove.current = null;
    if (key !== null) list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(key)}"]`)?.focus();
  });

  function move(from: number, to: number) {
    const item = items[from];
    if (item === undefined || to === from || to < 0 || to >= items.length) return;
    setSaid(t('sort.moved', { name: nameOf(item), position: to + 1, count: items.length }));
    onReorder(moveItem(items, from, to));
  }

  function handleKeyDown(event: KeyboardEvent, item: Item, at: number) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    focusAfterMove.current = keyOf(item);
    move(at, at + step);
  }

  return (
    <>
      <ol ref={list}>
        {items.map((item, at) => {
          const name = nameOf(item);
          const moves: MenuAct[] = fixed
            ? []
            : [
                { label: t('sort.up'), icon: 'up', disabled: at === 0, onSelect: () => move(at, at - 1) },
                {
                  label: t('sort.down'),
                  icon: 'down',
                  disabled: at === items.length - 1,
                  onSelect: () => move(at, at + 1),
                },
              ];
          return (
            <li
              key={keyOf(item)}
              className={classNames(
                styles.row,
                drag.from === at && styles.dragged,
                drag.markBefore === at && styles.markBefore,
                drag.markAfter === at && styles.markAfter,
              )}
            >
              {!fixed && (
                <button
                  type="button"
                  className={styles.handle}
                  data-handle={keyOf(item)}
                  aria-label={t('sort.move', { name })}
                  title={t('sort.hint')}
                  onPointerDown={(event) => drag.start(event, at)}
                  onKeyDown={(event) => handleKeyDown(event, item, at)}
                >
                  <Icon name="drag" />
                </button>
              )}
              <div className={styles.body}>{children(item, at, moves)}</div>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden>
        <p role="status">{said}</p>
      </VisuallyHidden>
    </>
  );
}
