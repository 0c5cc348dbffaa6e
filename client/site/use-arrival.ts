import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

export const mainId = 'main';

/**
 * Arriving on another page is what a page load would be: it starts at the top, and whoever cannot see it is taken to its
 * beginning. Going back leaves the place to the browser.
 */
export function useArrival(): void {
  const { pathname } = useLocation();
  const navigation = useNavigationType();
  const lastPath = useRef(pathname);

  useEffect(() => {
    if (lastPath.current === pathname) return;
    lastPath.current = pathname;
    if (navigation === 'POP') return;
    window.scrollTo(0, 0);
    document.getElementById(mainId)?.focus({ preventScroll: true });
  }, [pathname, navigation]);
}
