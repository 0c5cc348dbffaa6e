import { useEffect, useState } from 'react';

/** The moment as `read` tells it, drawn again every so often while the page is looked at. */
export function useNow(read: () => number, everyMs = 1_000): number {
  const [nowMs, setNowMs] = useState(read);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNowMs(read());
    }, everyMs);
    return () => clearInterval(timer);
  }, [read, everyMs]);

  return nowMs;
}
