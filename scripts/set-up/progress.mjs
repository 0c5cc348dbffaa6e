// @ts-check

/** Something a person can mend: shown as it is, without a stack. */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}

/** Between two lines of a long step where no line can be rewritten: in logs of CI, for instance. */
const plainStepPercent = 10;

/**
 * Set-up speaks on stderr, so that what the server or the tests print stays theirs alone.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Says what is being done and, afterwards, how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} act
 */
export async function step(title, act) {
  say(`• ${title} …`);
  const startedMs = performance.now();
  const result = await act();
  say(`✓ ${title} (${describeDuration(performance.now() - startedMs)})`);
  return result;
}

/** @param {number} durationMs */
export function describeDuration(durationMs) {
  const seconds = durationMs / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * A count towards a known end: one line that is rewritten on a terminal, a line every ten per cent elsewhere.
 * @param {string} title
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} stream
 */
export function createCounter(title, stream = process.stderr) {
  let shownPercent = 0;

  return {
    /**
     * @param {number} done
     * @param {number} total
     * @param {string} detail
     */
    update(done, total, detail) {
      const percent = Math.floor((100 * done) / total);
      if (stream.isTTY) {
        const line = `  ${title}: ${percent} % (${done} of ${total}) ${detail}`;
        stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
      } else if (percent >= shownPercent + plainStepPercent) {
        shownPercent = percent - (percent % plainStepPercent);
        stream.write(`  ${title}: ${shownPercent} %\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}
