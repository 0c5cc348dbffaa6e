import { useEffect, useState } from 'react';

/** Whether the page is being laid out for paper, where a picture has another width. */
export function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);

  useEffect(() => {
    const paper = matchMedia('print');
    const take = () => setIsPrinting(paper.matches);
    // Engines differ in which of the two they tell; a page of either is drawn in time.
    const begin = () => setIsPrinting(true);
    const end = () => setIsPrinting(false);
    paper.addEventListener('change', take);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      paper.removeEventListener('change', take);
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);

  return isPrinting;
}
