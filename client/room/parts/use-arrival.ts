import { type RefObject, useEffect, useRef } from 'react';

/**
 * For the main part of a screen that takes another's place: the focus goes there, so that whoever reads by ear or goes by keyboard
 * begins at its top instead of nowhere. The element needs `tabIndex={-1}`.
 */
export function useArrival<Element extends HTMLElement>(): RefObject<Element | null> {
  const element = useRef<Element>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
