/** The first try comes within a second: most losses are a change of networks that is over by then. */
const FIRST_WITHIN_MS = 1_000;
/** Later tries spread over this: a class of a thousand is back in seconds, and a server that struggles is not stormed. */
const WITHIN_MS_MAX = 5_000;
/** Below this a refused connection would be asked for in a tight loop. */
const WAIT_MIN_MS = 100;

/**
 * How long to wait before the next try to connect: anywhere below a bound that doubles ("full jitter"), so that those who
 * lost the server in the same moment do not come back in the same moment.
 * @param attempt 0 for the first try after a loss
 * @param random from 0 to 1
 */
export function reconnectWaitMs(attempt: number, random: number): number {
  const withinMs = Math.min(WITHIN_MS_MAX, FIRST_WITHIN_MS * 2 ** attempt);
  return Math.max(WAIT_MIN_MS, Math.round(withinMs * random));
}
