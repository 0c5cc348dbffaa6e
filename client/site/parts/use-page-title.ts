import { useEffect } from 'react';

/** The most particular word first: that is what a narrow tab still shows. */
export function usePageTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Lectern'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
