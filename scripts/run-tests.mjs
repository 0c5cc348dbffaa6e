// @ts-check
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject, projectNode } from './set-up/places.mjs';
import { runInForeground } from './set-up/run.mjs';

/**
 * What Vitest's JSON report says that matters here.
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {Array<{ status: string, assertionResults: Array<{ status: string }> }>} testResults
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** The last step is the nineteenth, and what tests start goes ten further back itself. */
const STEP_BACK = 9;

/**
 * Runs Vitest in the foreground and closes with the counts on a line of their own.
 *
 * Pages with sound and picture run one file at a time, for two browsers with video starve each other, and half of their time they
 * wait for nothing but the clock. So all other tests run beside them and step back: what is on air has the machine whenever it wants it.
 * @param {readonly string[]} args for Vitest: files, `--project`, `-t` …
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code: 0 only if tests ran and none failed
 */
export async function runTests(args, env = process.env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-tests-'));
  try {
    const runs = args.some((arg) => arg.startsWith('--project'))
      ? [runPart({ name: 'chosen', args, env, folder })]
      : [
          runPart({ name: 'others', args: ['--project=!on-air', ...args], env, folder, stepsBack: true }),
          runPart({ name: 'on-air', args: ['--project=on-air', ...args], env, folder, waitsToSpeak: true }),
        ];
    const parts = await Promise.all(runs);
    for (const { told } of parts) if (told) console.log(told);
    const counts = add(parts.map(({ counts }) => counts));
    console.log(describeCounts(counts));
    return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {object} part
 * @param {string} part.name
 * @param {readonly string[]} part.args
 * @param {NodeJS.ProcessEnv} part.env
 * @param {string} part.folder
 * @param {boolean} [part.stepsBack] for whoever else wants the processor
 * @param {boolean} [part.waitsToSpeak] two that draw on one terminal would overwrite each other: what it says comes at its end
 * @returns {Promise<{ counts: Counts, told: string }>}
 */
async function runPart({ name, args, env, folder, stepsBack = false, waitsToSpeak = false }) {
  const report = path.join(folder, `${name}.json`);
  const said = path.join(folder, `${name}.txt`);
  const vitest = [
    projectNode,
    inProject('node_modules/vitest/vitest.mjs'),
    'run',
    // Files that were asked for may all be in the other part; nothing at all is a failure of the whole.
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  const [command = '', ...rest] = stepsBack ? ['nice', '-n', `${STEP_BACK}`, ...vitest] : vitest;
  const output = waitsToSpeak ? openSync(said, 'w') : undefined;
  try {
    const code = await runInForeground({
      command,
      args: rest,
      // Servers and commands that tests start as processes of their own need not compile the same sources each time.
      env: { ...env, NODE_ENV: 'test', NODE_COMPILE_CACHE: inProject('.cache/compiled') },
      ...(output !== undefined && { output }),
    });
    return { counts: count(readReport(report), code), told: waitsToSpeak ? readFileSync(said, 'utf8') : '' };
  } finally {
    if (output !== undefined) closeSync(output);
  }
}

/** @param {readonly Counts[]} parts */
export function add(parts) {
  /** @param {keyof Counts} what */
  const sum = (what) => parts.reduce((total, counts) => total + counts[what], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Report | undefined} report absent when Vitest itself could not run
 * @param {number} code Vitest's exit code
 * @returns {Counts}
 */
export function count(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };

  // A file that could not be loaded, or whose hooks failed, has no failed test to count: it counts as one.
  const failedFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + failedFiles.length;
  return {
    passed: report.numPassedTests,
    // An error outside every test, such as a rejection that nobody handled, fails the run: it counts as one too.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {Counts} counts */
export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
