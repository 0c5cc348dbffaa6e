import { useEffect, useState } from 'react';

export type Chunk<Module> =
  | { state: 'loading' }
  | { state: 'ready'; module: Module }
  | { state: 'failed'; retry: () => void };

/** A part of the program that is fetched when it is needed. */
export function useChunk<Module>(load: () => Promise<Module>): Chunk<Module> {
  const [module, setModule] = useState<Module>();
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    if (hasFailed) return;
    let isGone = false;
    load().then(
      (loaded) => !isGone && setModule(() => loaded),
      () => !isGone && setHasFailed(true),
    );
    return () => {
      isGone = true;
    };
  }, [load, hasFailed]);

  if (module !== undefined) return { state: 'ready', module };
  return hasFailed ? { state: 'failed', retry: () => setHasFailed(false) } : { state: 'loading' };
}
