import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** So near the end counts as the end: a thumb never stops on the pixel. */
const NEAR_PX = 48;

export interface StickyEnd {
  scroller: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  onScroll: () => void;
  goToEnd: () => void;
  /** Call before more is put in front: what is read stays where it is. */
  keepPlace: () => void;
}

/**
 * Keeps a list at its end while it grows, unless its reader has gone up; then it stays where they read.
 * @param content changes whenever the list does
 */
export function useStickyEnd(content: unknown): StickyEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const sticks = useRef(true);
  const fromEnd = useRef<number>(undefined);

  const goToEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    setIsAtEnd(sticks.current);
  }, []);

  const keepPlace = useCallback(() => {
    const element = scroller.current;
    if (element) fromEnd.current = element.scrollHeight - element.scrollTop;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the content is what moves the list
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (fromEnd.current !== undefined) element.scrollTop = element.scrollHeight - fromEnd.current;
    else if (sticks.current) goToEnd();
    fromEnd.current = undefined;
  }, [content, goToEnd]);

  // A phone's keyboard, or a longer draft, takes height away.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => sticks.current && goToEnd());
    observer.observe(element);
    return () => observer.disconnect();
  }, [goToEnd]);

  return { scroller, isAtEnd, onScroll, goToEnd, keepPlace };
}
