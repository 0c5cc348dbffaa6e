import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

interface RowDragOptions {
  list: RefObject<HTMLElement | null>;
  onDrop: (from: number, to: number) => void;
}

interface Drag {
  from: number;
  /** Where it would land, as a place in the list after the drop. */
  to: number;
}

/** This close to the screen's edge, the page scrolls along. */
const edgePx = 56;
const scrollStepPx = 12;

/**
 * Dragging of rows by mouse, pen or finger. The rows stay where they are until the drop, and a line shows where the row
 * would land: a row that moved under the finger would end the browser's own gesture.
 */
export function useRowDrag({ list, onDrop }: RowDragOptions) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  function start(event: ReactPointerEvent, from: number) {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus();
    stop.current?.();
    let to = from;
    setDrag({ from, to });

    const follow = (moved: PointerEvent) => {
      if (moved.pointerId !== event.pointerId) return;
      scrollAtEdge(moved.clientY);
      to = placeAt(list.current, moved.clientY, from);
      setDrag({ from, to });
    };
    const finish = (ended: Event) => {
      if (ended instanceof PointerEvent && ended.pointerId !== event.pointerId) return;
      if (ended instanceof KeyboardEvent && ended.key !== 'Escape') return;
      stop.current?.();
      setDrag(null);
      if (ended.type === 'pointerup') onDrop(from, to);
    };
    addEventListener('pointermove', follow);
    for (const type of ['pointerup', 'pointercancel', 'keydown']) addEventListener(type, finish);
    stop.current = () => {
      removeEventListener('pointermove', follow);
      for (const type of ['pointerup', 'pointercancel', 'keydown']) removeEventListener(type, finish);
      stop.current = null;
    };
  }

  const isMoved = drag !== null && drag.to !== drag.from;
  return {
    start,
    from: drag?.from,
    markBefore: isMoved && drag.to < drag.from ? drag.to : undefined,
    markAfter: isMoved && drag.to > drag.from ? drag.to : undefined,
  };
}

function placeAt(list: HTMLElement | null, y: number, from: number): number {
  const rows = [...(list?.children ?? [])];
  const above = rows.filter((row, at) => {
    const { top, height } = row.getBoundingClientRect();
    return at !== from && top + height / 2 < y;
  });
  return above.length;
}

function scrollAtEdge(y: number): void {
  if (y < edgePx) scrollBy(0, -scrollStepPx);
  else if (y > innerHeight - edgePx) scrollBy(0, scrollStepPx);
}
