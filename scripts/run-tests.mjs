// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/**
 * Runs Vitest in the foreground and closes with the counts on a line of their own.
 * @param {readonly string[]} args for Vitest: files, `--project`, `-t` …
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code: 0 only if tests ran and none failed
 */
export async function runTests(args, env = process.env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'lectern-tests-'));
  const report = path.join(folder, 'report.json');
  try {
    const code = await runInForeground({
      command: projectNode,
      args: [
        inProject('node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...args,
      ],
      env: { ...env, NODE_ENV: 'test' },
    });
    const counts = count(readReport(report), code);
    console.log(describeCounts(counts));
    return code || (counts.failed > 0 || counts.passed === 0 ? 1 : 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
