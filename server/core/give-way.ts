import { setImmediate } from 'node:timers/promises';

/** A heartbeat or a voice that waits so long is not missed by anybody. */
const WORK_MS_MAX = 10;

/**
 * For work that takes seconds in small steps: asked after each step, it lets everybody else in the process have their turn once enough was done. Awaiting alone does
 * not: what is there already is taken up again before anything that waits outside.
 */
export function giveWay(workMsMax = WORK_MS_MAX): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < workMsMax) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
