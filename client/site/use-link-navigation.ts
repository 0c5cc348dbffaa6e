import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** The server answers these itself: the room and published questions are pages of their own, the others are data. */
const outsideSite = /^\/(?:s|q|files|api|assets)\//;

/**
 * Lets plain links lead from page to page without loading the site again, so that buttons, menus and tables need no router and
 * can stand in the room as well.
 */
export function useLinkNavigation(): void {
  const navigate = useNavigate();

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target.closest('a') : null;
      const path = target && pathWithinSite(event, target);
      if (path === null || path === undefined) return;
      event.preventDefault();
      void navigate(path);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}

/** The path to go to, or null where the browser should do what it does with any link. */
function pathWithinSite(event: MouseEvent, link: HTMLAnchorElement): string | null {
  const isPlainClick =
    event.button === 0 &&
    !event.defaultPrevented &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!isPlainClick) return null;
  if (link.target || link.hasAttribute('download') || link.dataset.reload !== undefined) return null;

  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin || outsideSite.test(url.pathname)) return null;
  const isSamePage = url.pathname === location.pathname && url.search === location.search;
  if (isSamePage && url.hash !== '') return null;
  return url.pathname + url.search + url.hash;
}
