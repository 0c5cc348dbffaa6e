import { describe, expect, test } from 'vitest';
import { add, count, describeCounts } from './run-tests.mjs';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const brokenFile = { status: 'failed', assertionResults: [] };

function report(over: Partial<Parameters<typeof count>[0] & object>) {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [passedFile],
    ...over,
  };
}

describe('the closing count', () => {
  test('is what Vitest counted', () => {
    expect(count(report({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(count(report({ numFailedTests: 1, testResults: [passedFile, failedFile] }), 1)).toMatchObject({
      failed: 1,
    });
    expect(count(report({ numPendingTests: 2, numTodoTests: 1 }), 0)).toMatchObject({ skipped: 3 });
  });

  test('holds a file that could not be loaded', () => {
    expect(count(report({ testResults: [passedFile, brokenFile] }), 1)).toMatchObject({ failed: 1 });
  });

  test('holds an error outside every test, such as a rejection that nobody handled', () => {
    expect(count(report({}), 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  test('is a failure when Vitest itself could not run', () => {
    expect(count(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('is of all parts together', () => {
    const parts = [
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 2, failed: 1, skipped: 0 },
    ];
    expect(add(parts)).toEqual({ passed: 5, failed: 1, skipped: 1 });
  });

  test('is one plain line', () => {
    expect(describeCounts({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(describeCounts({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
  });
});
